import { expect, it } from "vitest";
import { readLicence } from "./licence-name";

it.each([
  ["https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"],
  ["http://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"],
  ["https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"],
  ["https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"],
  ["https://artlibre.org/licence/lal/en/", "https://artlibre.org/licence/lal/en/"],
])("calls %s as people do, and leads there", (address, name) => {
  expect(readLicence(address)).toEqual({ name, address });
});

it.each(["CC BY 4.0", "", "javascript:alert(1)"])("leads nowhere from %s", (text) => {
  expect(readLicence(text)).toEqual({ name: text, address: null });
});
