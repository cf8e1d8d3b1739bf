import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { MusicService } from "@/api/services";
import { stop } from "@/player/player";
import { type Follower, stubEventSource } from "@/test/event-source";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import type { OpenTrack } from "./catalogues";
import OpenMusic from "./index";

const CATALOGUE: MusicService = {
  name: "openverse",
  title: "Openverse",
  sign_in: "none",
  fields: [],
  capabilities: ["search", "stream"],
  is_for_listening_only: false,
  account: null,
};
const OTHER: MusicService = {
  ...CATALOGUE,
  name: "jamendo",
  title: "Jamendo",
  sign_in: "fields",
};
const SERVER: MusicService = {
  ...CATALOGUE,
  name: "opensubsonic",
  title: "OpenSubsonic",
  capabilities: ["browse", "search", "stream"],
};
const ACCOUNT: MusicService["account"] = {
  name: "",
  settings: {},
  needs_sign_in: false,
  submits_plays: false,
  waiting_plays: 0,
  connected_at: "2026-05-01T12:00:00Z",
};

const trackOf = (id: string, known: Partial<OpenTrack> = {}): OpenTrack => ({
  id,
  uri: `openverse:${id}`,
  title: `Piece ${id}`,
  artist: "Ada",
  album: "",
  duration_s: 187,
  url: `https://sounds.example/${id}`,
  licence: "https://creativecommons.org/licenses/by/4.0/",
  attribution: `“Piece ${id}” – Ada (CC BY 4.0)`,
  is_playable: true,
  ...known,
});

let services: MusicService[];
let found: OpenTrack[];
let asked: { service: string; query: Record<string, string> }[];
let wanted: string[];
let followers: Follower[];

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  services = [SERVER, CATALOGUE, OTHER];
  found = [trackOf("1"), trackOf("2")];
  asked = [];
  wanted = [];
  followers = stubEventSource();
  service.use(
    http.get("*/api/v1/providers", () => HttpResponse.json({ providers: services })),
    http.get("*/api/v1/jobs", () => HttpResponse.json([])),
    http.get("*/api/v1/providers/:name/open-music", ({ request, params }) => {
      const query = Object.fromEntries(new URL(request.url).searchParams);
      asked.push({ service: String(params.name), query });
      return HttpResponse.json({ tracks: found });
    }),
    http.post("*/api/v1/providers/:name/additions", async ({ request }) => {
      const { tracks } = (await request.json()) as { tracks: string[] };
      wanted.push(...tracks);
      const job = { id: wanted.length, state: "running", done: 0, total: 1, report: null };
      return HttpResponse.json(job, { status: 202 });
    }),
  );
});
afterEach(() => {
  service.resetHandlers();
  vi.unstubAllGlobals();
  stop();
});

const open = () => renderInApp(<OpenMusic open onClose={() => undefined} />);
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
async function search() {
  await screen.findByText(/Jamendo can be searched/);
  await press("Search");
  await screen.findByText("2 recordings");
}
const report = (members: object) => ({ added: 0, found: 0, failed: 0, failures: [], ...members });
const end = (follower: number, job: object) =>
  act(async () => followers[follower]?.emit("end", job));

it("asks the catalogues that may be asked for a mood, for films, and not before it is told to", async () => {
  open();
  await userEvent.click(await screen.findByRole("checkbox", { name: "dark" }));
  expect(asked).toEqual([]);
  await search();
  const query = { valence: "-0.4", arousal: "0.1", licence: "film" };
  expect(asked).toEqual([{ service: "openverse", query }]);
});

it("asks for words, for what they are wanted for", async () => {
  open();
  await userEvent.click(await screen.findByRole("radio", { name: "By words" }));
  expect(screen.getByRole("button", { name: "Search" })).toBeDisabled();
  await userEvent.click(screen.getByRole("radio", { name: "Personal use" }));
  await userEvent.type(screen.getByRole("searchbox", { name: "Words" }), " slow rain {Enter}");
  await screen.findByText("2 recordings");
  expect(asked[0]?.query).toEqual({ query: "slow rain", licence: "personal" });
});

it("says of each recording who made it, what it may be used for, and how to credit it", async () => {
  open();
  await search();
  const [row] = screen.getAllByRole("listitem");
  const shown = within(row as HTMLElement);
  expect(shown.getByRole("link", { name: "Piece 1" })).toHaveAttribute(
    "href",
    "https://sounds.example/1",
  );
  expect(shown.getByRole("link", { name: "CC BY 4.0" })).toHaveAttribute(
    "href",
    "https://creativecommons.org/licenses/by/4.0/",
  );
  expect(shown.getByText(/3:07/)).toBeVisible();
  expect(shown.getByText("“Piece 1” – Ada (CC BY 4.0)")).toBeVisible();
});

it("leads nowhere that is not on the web", async () => {
  found = [trackOf("1", { url: "javascript:alert(1)", licence: "" })];
  open();
  await screen.findByText(/Jamendo can be searched/);
  await press("Search");
  await screen.findByText("Piece 1");
  expect(screen.queryByRole("link", { name: "Piece 1" })).toBeNull();
  expect(screen.getByText(/No licence named/)).toBeVisible();
});

it("hears one at a time, and stops", async () => {
  open();
  await search();
  await press("Hear Piece 1 by Ada");
  await press("Hear Piece 2 by Ada");
  expect(screen.getByRole("button", { name: "Hear Piece 1 by Ada" })).toBeVisible();
  await press("Stop Piece 2 by Ada");
  expect(screen.getByRole("button", { name: "Hear Piece 2 by Ada" })).toBeVisible();
});

it("says what the catalogue answered in place of a recording", async () => {
  const sounds: HTMLAudioElement[] = [];
  const RealAudio = window.Audio;
  vi.stubGlobal(
    "Audio",
    class {
      constructor(address: string) {
        const sound = new RealAudio(address);
        sounds.push(sound);
        // biome-ignore lint/correctness/noConstructorReturn: a real element, remembered
        return sound;
      }
    },
  );
  service.use(
    http.get("*/api/v1/providers/openverse/tracks/1/audio", () =>
      problem(429, "service-busy", "Openverse wants a pause of 9 s", {}, { service: "Openverse" }),
    ),
  );
  open();
  await search();
  await press("Hear Piece 1 by Ada");
  act(() => void sounds[0]?.dispatchEvent(new Event("error")));
  expect(await screen.findByRole("alert")).toHaveTextContent("Openverse wants a pause of 9 s");
  expect(screen.getByRole("button", { name: "Hear Piece 1 by Ada" })).toBeVisible();
});

it("adds recordings in turn, and says of each what became of it", async () => {
  open();
  await search();
  await press("Add: Piece 1 by Ada");
  await press("Add: Piece 2 by Ada");
  await waitFor(() => expect(wanted).toEqual(["1", "2"]));
  await waitFor(() => expect(followers.length).toBe(1));
  await end(0, { id: 1, state: "done", report: report({ added: 1 }) });
  expect(screen.getByRole("button", { name: "In the library: Piece 1 by Ada" })).toBeVisible();
  await waitFor(() => expect(followers[1]?.address).toBe("/api/v1/jobs/2/events"));
  const failures = [{ path: "openverse 2", reason: "may be heard there, but not be kept" }];
  await end(1, { id: 2, state: "done", report: report({ failed: 1, failures }) });
  expect(screen.getByRole("alert")).toHaveTextContent(
    "It was not added: may be heard there, but not be kept",
  );
  expect(screen.getByRole("button", { name: "Add: Piece 2 by Ada" })).toBeVisible();
});

it("says when nothing fits, and when a catalogue fails while another one answers", async () => {
  services = [CATALOGUE, { ...OTHER, account: ACCOUNT }];
  service.use(
    http.get("*/api/v1/providers/jamendo/open-music", () =>
      problem(502, "service-unreachable", "no way there", {}, { service: "Jamendo" }),
    ),
  );
  found = [];
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Search" }));
  expect(await screen.findByText(/nothing like that for this use/)).toBeVisible();
  expect(await screen.findByRole("alert")).toHaveTextContent("Jamendo cannot be reached just now.");
});
