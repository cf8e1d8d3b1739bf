"""What the page does where the service does not answer, and whom else it talks to: nobody."""

from __future__ import annotations

from playwright.sync_api import expect


def test_the_service_goes_away_and_comes_back_and_nothing_is_lost(
    starter_home, start_service, open_feel
):
    with start_service(starter_home) as service:
        feel = open_feel(service.url)
        feel.show_example()
        found = feel.titles()
        port = service.port
    feel.button("sad").click()
    alert = feel.page.get_by_role("alert")
    expect(alert).to_contain_text("The service cannot be reached. Check that Affetto is running")
    expect(feel.page.get_by_role("img", name="The picture astronaut.jpg")).to_be_visible()
    expect(feel.headline).to_have_text("sad")
    with start_service(starter_home, port=port):
        alert.get_by_role("button", name="Try again").click()
        feel.wait_for_music()
        expect(feel.headline).to_have_text("sad")
        feel.button("Back to what was read").click()
        expect(feel.headline).to_have_text("happy")
        feel.wait_for_music()
        assert feel.titles() == found


def test_a_picture_chosen_while_the_service_is_away_is_read_when_it_is_back(
    starter_home, start_service, open_feel, examples
):
    with start_service(starter_home) as service:
        feel = open_feel(service.url)
        feel.page.wait_for_load_state("networkidle")
        port = service.port
    feel.choose_file(examples / "palace.jpg")
    alert = feel.page.get_by_role("alert")
    expect(alert).to_contain_text("The service cannot be reached")
    with start_service(starter_home, port=port):
        alert.get_by_role("button", name="Try again").click()
        feel.wait_for_music()
        expect(feel.page.get_by_text("Read from the scene")).to_be_visible()


def test_no_request_leaves_for_elsewhere(service, open_page):
    page = open_page("about:blank")
    addresses = []
    page.context.on("request", lambda request: addresses.append(request.url))
    for path in ("/", "/live", "/library", "/models", "/settings", "/login"):
        page.goto(f"{service.url}{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_load_state("networkidle")
    assert addresses
    own = (f"{service.url}/", "data:", f"blob:{service.url}/")
    assert [address for address in addresses if not address.startswith(own)] == []


def test_the_first_page_loads_no_network_of_the_models(service, open_page):
    page = open_page("about:blank")
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(service.url)
    page.wait_for_load_state("networkidle")
    assert addresses
    assert not [address for address in addresses if ".wasm" in address or "weights" in address]
