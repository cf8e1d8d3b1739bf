from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.licences import LicenceUse, allows, is_rights_notice, read_licence

FILM_SAFE = [
    "CC0",
    "CC0-1.0",
    "Public Domain",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "http://creativecommons.org/publicdomain/mark/1.0/",
    "CC BY 4.0",
    "CC-BY-3.0",
    "cc by",
    "https://creativecommons.org/licenses/by/4.0/",
    "2019 A. Licensed to the public under creativecommons.org/licenses/by/3.0/ verify at x.org",
    "This work is licensed under a Creative Commons Attribution 4.0 International License.",
    "https://creativecommons.org/licenses/by/4.0/legalcode.de",
    "https://creativecommons.org/licenses/by/3.0/deed.pt_BR",
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/?ref=chooser-v1)",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
    "Public Domain (CC0)",
    "Public Domain Mark 1.0",
    "This recording is in the public domain",
    "Creative Commons Attribution 4.0 International",
    "Attribution 4.0 International (CC BY 4.0)",
    "CC BY 3.0 US",
    "Licensed under a Creative Commons Attribution License",
    "MIT",
    "The MIT License",
    "MIT License",
    "BSD-3-Clause",
    "Apache-2.0",
]
OPEN_BUT_NOT_FOR_FILM = [
    "CC BY-SA 4.0",
    "CC-BY-NC-3.0",
    "cc by-nd 2.0",
    "CC_BY-NC-SA_4.0",
    "http://creativecommons.org/licenses/by-nc-nd/3.0/",
    "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
    "Creative Commons Attribution-NonCommercial 3.0",
    "Creative Commons Attribution-NoDerivs",
    "Creative Commons Attribution-ShareAlike",
    "CC Attribution Non Commercial No Derivatives",
    "Attribution-NonCommercial-NoDerivatives 4.0 International (CC BY-NC-ND 4.0)",
    "2019 Ada. Licensed to the public under http://creativecommons.org/licenses/by-nc/3.0/",
    "GPL-2.0-or-later",
    "LGPL-2.1",
    "Free Art License 1.3",
]
NOT_OPEN = [
    "",
    "   ",
    "© 2020 Some Label. All rights reserved.",
    "All Rights Reserved",
    "proprietary",
    "royalty-free",
    "CC BY 4.0, except the vocals",
    "not CC0",
    "Creative Commons Sampling Plus 1.0",
    "permit",
    "acc0rd",
    "Creative Commons Attribution - Pas d'Utilisation Commerciale",
    "CC BY, nur privat",
    "https://creativecommons.org/licenses/by-nothing/4.0/",
    "submit",
    "Attribution",
    "CC",
    "https://example.org/licenses/by/4.0/",
    "https://example.org/?see=https://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/licenses/by/4.0/ for personal use only",
    "http://creativecommons.org/licenses/by/4.0/, http://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY 4.0 - non-commercial use only",
    "CC BY 4.0, no derivatives",
    "CC BY 4.0, no commercial",
    "CC-BY 4.0 NC",
    "CC BY 4.0 🚫",
    "CC BY 4.0?",
    "CC BY 4.0, CC BY 3.0",
    "CC BY-ND-SA 4.0",
    "CC BY 7.0",
    "MIT; CC BY 4.0",
    "GPL-3.0 for the score",
    "CC0 samples used; track (c) 2020 Me",
    "The composition is in the public domain; recording (P) 2019 Sony",
    "public domain in the US only; CC BY-NC",
    "Public domain US",
    "2019 A, private. Licensed to the public under http://creativecommons.org/licenses/by/3.0/",
    "2019 non-commercial. Licensed to the public under http://creativecommons.org/licenses/by/3.0/",
    "Attribution 4.0 International",
    "by 4.0",
]
SPDX_IDS = {
    "http://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-nc-nd/2.5/ch/legalcode": "CC-BY-NC-ND-2.5",
    "https://creativecommons.org/licenses/by-sa/3.0/igo/": "CC-BY-SA-3.0",
    "CC BY-NC-SA 3.0": "CC-BY-NC-SA-3.0",
    "CC BY-ND-NC 1.0": "CC-BY-NC-ND-1.0",
    "cc-by-4.0": "CC-BY-4.0",
    "CC by nc 4.0": "CC-BY-NC-4.0",
    "CC BY 4": "CC-BY-4.0",
    "Attribution-ShareAlike 4.0 International (CC BY-SA)": "CC-BY-SA-4.0",
    "CC0": "CC0-1.0",
    "http://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "https://creativecommons.org/publicdomain/mark/1.0/": "CC-PDM-1.0",
    "mit": "MIT",
    "The MIT License": "MIT",
    "gpl-2.0-or-later": "GPL-2.0-or-later",
    "LAL-1.3": "LAL-1.3",
    "CC BY": "",
    "public domain": "",
}


@pytest.mark.parametrize("licence", FILM_SAFE)
def test_allows_everything_under_a_licence_that_only_asks_for_credit(licence: str) -> None:
    assert all(allows(licence, "https://example.org/1", use) for use in LicenceUse)


@pytest.mark.parametrize("licence", OPEN_BUT_NOT_FOR_FILM)
def test_keeps_music_that_may_not_be_cut_or_sold_out_of_films(licence: str) -> None:
    assert not allows(licence, "file:///music/1.mp3", LicenceUse.FILM)
    assert allows(licence, "https://example.org/1", LicenceUse.PERSONAL)


@pytest.mark.parametrize("licence", NOT_OPEN)
def test_what_is_not_understood_is_not_allowed(licence: str) -> None:
    assert read_licence(licence) is None
    assert not allows(licence, "file:///music/1.mp3", LicenceUse.FILM)
    assert not allows(licence, "https://example.org/1", LicenceUse.PERSONAL)
    assert allows(licence, "https://example.org/1", LicenceUse.ANY)


def test_a_person_may_listen_to_the_files_on_their_own_disk() -> None:
    assert allows("All rights reserved", "file:///music/1.mp3", LicenceUse.PERSONAL)


def test_only_works_in_the_public_domain_need_no_credit() -> None:
    public_domain, by = read_licence("CC0"), read_licence("CC BY 4.0")
    assert public_domain is not None
    assert not public_domain.terms.attribution
    assert by is not None
    assert by.terms.attribution


def test_reads_every_element_of_a_creative_commons_licence() -> None:
    licence = read_licence("CC BY-NC-SA 4.0")
    assert licence is not None
    terms = licence.terms
    assert (terms.non_commercial, terms.share_alike, terms.no_derivatives) == (True, True, False)


@pytest.mark.parametrize(("text", "spdx_id"), SPDX_IDS.items())
def test_names_a_licence_by_its_spdx_identifier(text: str, spdx_id: str) -> None:
    licence = read_licence(text)
    assert licence is not None
    assert licence.spdx_id == spdx_id
    if spdx_id:
        assert read_licence(spdx_id) == licence


@given(st.sampled_from(FILM_SAFE), st.sampled_from(["for", "only", "no", "privat", "sale", "🚫"]))
def test_any_word_more_leaves_a_licence_in_doubt(licence: str, word: str) -> None:
    assert read_licence(f"{licence} {word}") is None
    assert read_licence(f"{word} {licence}") is None


@given(st.text(max_size=200))
def test_any_text_at_all_is_understood_or_not(text: str) -> None:
    licence = read_licence(text)
    assert licence is None or read_licence(licence.spdx_id) in {licence, None}


@pytest.mark.parametrize(
    "text", ["© 2020 Ada", "(P) 2019 Sony", "Copyright 2001-2004 Ada & Béla", "2020 Ada.", "© Ada"]
)
def test_knows_a_notice_that_only_names_the_holder(text: str) -> None:
    assert is_rights_notice(text)
    assert read_licence(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ada",
        "CC BY",
        "2020 CC BY-NC",
        "© 2020 Ada. All rights reserved.",
        "© 2020 Ada, no film",
        "© 2020 private use only",
        "2020 Ada - non-commercial",
    ],
)
def test_takes_nothing_for_a_notice_that_says_more_than_a_name(text: str) -> None:
    assert not is_rights_notice(text)


@pytest.mark.parametrize(
    "uri", ["file:///music/a.flac", "opensubsonic:5f:4a", "jellyfin:5f:4a", "mpd:5f:a.flac"]
)
def test_what_lies_on_ones_own_disk_or_server_may_be_heard_but_not_cut_to_a_film(uri):
    assert allows("", uri, LicenceUse.PERSONAL)
    assert not allows("", uri, LicenceUse.FILM)
