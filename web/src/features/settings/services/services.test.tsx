import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { MusicService } from "@/api/services";
import type { Job } from "@/api/types";
import { type Follower, stubEventSource } from "@/test/event-source";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import Settings from "../index";

const PASSWORD = "seven quiet lanterns";

const account = (members: object = {}) => ({
  name: "ada",
  settings: {},
  needs_sign_in: false,
  submits_plays: false,
  waiting_plays: 0,
  connected_at: "2026-05-01T12:00:00Z",
  ...members,
});

const OWN: MusicService = {
  name: "opensubsonic",
  title: "OpenSubsonic",
  sign_in: "fields",
  fields: [
    { name: "address", label: "Address", is_secret: false, is_required: true, help: "As browsed" },
    { name: "password", label: "Password", is_secret: true, is_required: false, help: "" },
  ],
  capabilities: ["playlists", "search"],
  is_for_listening_only: false,
  account: null,
};
const HISTORY: MusicService = {
  ...OWN,
  name: "listenbrainz",
  title: "ListenBrainz",
  capabilities: ["history", "submit"],
  account: account({ waiting_plays: 3 }),
};

const SERVER: MusicService = { ...OWN, capabilities: ["browse", "stream"], account: account() };

const importOf = (members: Partial<Job>): Job => ({
  id: 8,
  kind: "import a server",
  subject: "OpenSubsonic",
  state: "running",
  done: 0,
  total: null,
  current: null,
  error: null,
  report: null,
  failed: 0,
  started_at: "2026-05-01T12:00:00Z",
  ...members,
});

let services: MusicService[];
let jobs: object[];
let followers: Follower[];
let asked: { path: string; body: unknown }[];

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  services = [OWN, HISTORY];
  asked = [];
  jobs = [];
  followers = stubEventSource();
  service.use(
    http.get("*/api/v1/jobs", () => HttpResponse.json(jobs)),
    http.delete("*/api/v1/jobs/:id", ({ params }) => {
      asked.push({ path: `DELETE job ${params.id}`, body: "" });
      return new HttpResponse(null, { status: 204 });
    }),
    http.get("*/api/v1/providers", () => HttpResponse.json({ providers: services })),
    http.all("*/api/v1/providers/:name/:what", async ({ request, params }) => {
      const text = await request.text();
      asked.push({ path: `${request.method} ${params.name} ${params.what}`, body: text });
      if (params.what === "plays") return HttpResponse.json({ told: 3 });
      if (params.what === "library") return HttpResponse.json(importOf({}), { status: 202 });
      if (params.what === "budget") {
        return HttpResponse.json({ used: 3, limit: 100, resets_at: "2026-05-02T08:00:00" });
      }
      if (params.what === "listens") return HttpResponse.json({ new: 12, known: 1 });
      if (request.method === "DELETE") return new HttpResponse(null, { status: 204 });
      return HttpResponse.json(services[0]);
    }),
  );
});
afterEach(() => {
  service.resetHandlers();
  vi.unstubAllGlobals();
});

const asAdministrator = () =>
  service.use(
    http.get("*/api/v1/session", () =>
      HttpResponse.json({ user: { name: "default", is_administrator: true } }),
    ),
  );

const open = (search = "") => renderInApp(<Settings />, `/settings/services${search}`);
const rowOf = async (name: string) => within(await screen.findByRole("article", { name }));

it("connects by what is filled in, secrets hidden", async () => {
  open();
  await userEvent.click((await rowOf("OpenSubsonic")).getByRole("button", { name: "Connect" }));
  const password = screen.getByLabelText("Password (optional)");
  expect(password).toHaveAttribute("type", "password");
  await userEvent.type(screen.getByLabelText("Address"), "https://music.example");
  await userEvent.type(password, PASSWORD);
  services = [{ ...OWN, account: account() }, HISTORY];
  const buttons = screen.getAllByRole("button", { name: "Connect" });
  await userEvent.click(buttons.at(-1) as HTMLElement);
  expect(await screen.findByText("OpenSubsonic is connected.")).toBeVisible();
  expect((await rowOf("OpenSubsonic")).getByText("Connected as ada")).toBeVisible();
  expect(asked).toEqual([
    {
      path: "PUT opensubsonic account",
      body: JSON.stringify({ fields: { address: "https://music.example", password: PASSWORD } }),
    },
  ]);
  expect(screen.queryByDisplayValue(PASSWORD)).toBeNull();
});

it("says at its field what is wrong", async () => {
  service.use(
    http.put("*/api/v1/providers/opensubsonic/account", () =>
      problem(422, "input", "address: is no address of a server"),
    ),
  );
  open();
  await userEvent.click((await rowOf("OpenSubsonic")).getByRole("button", { name: "Connect" }));
  await userEvent.type(screen.getByLabelText("Address"), "nowhere{Enter}");
  await waitFor(() => expect(screen.getByLabelText("Address")).toBeInvalid());
  expect(screen.getByLabelText("Address")).toHaveAccessibleDescription(
    "Address: is no address of a server",
  );
});

it("shows again what was filled in and is no secret, when it must be connected anew", async () => {
  const lost = { needs_sign_in: true, settings: { address: "https://music.example" } };
  services = [{ ...OWN, account: account(lost) }];
  open();
  const row = await rowOf("OpenSubsonic");
  expect(row.getByText("No longer lets you in")).toBeVisible();
  await userEvent.click(row.getByRole("button", { name: "Connect anew" }));
  expect(screen.getByLabelText("Address")).toHaveValue("https://music.example");
  expect(screen.getByLabelText("Password (optional)")).toHaveValue("");
});

it("disconnects only after asking", async () => {
  open();
  await userEvent.click((await rowOf("ListenBrainz")).getByRole("button", { name: "Disconnect" }));
  expect(asked).toEqual([]);
  const buttons = screen.getAllByRole("button", { name: "Disconnect" });
  await userEvent.click(buttons.at(-1) as HTMLElement);
  expect(await screen.findByText("ListenBrainz is disconnected.")).toBeVisible();
  expect(asked.map(({ path }) => path)).toEqual(["DELETE listenbrainz account"]);
});

it("tells what is heard only when that is switched on, and what waits at a press", async () => {
  open();
  const row = await rowOf("ListenBrainz");
  const tells = row.getByRole("switch", { name: "Let it know what I hear" });
  expect(tells).not.toBeChecked();
  services = [{ ...HISTORY, account: account({ submits_plays: true, waiting_plays: 3 }) }];
  await userEvent.click(tells);
  await waitFor(() => expect(tells).toBeChecked());
  expect(asked.at(-1)?.body).toBe('{"submits_plays":true}');
  expect(row.getByText("3 plays wait to be told.")).toBeVisible();
  await userEvent.click(row.getByRole("button", { name: "Tell now" }));
  expect(await row.findByText("3 plays were told.")).toBeVisible();
});

it("learns from a history, and says what came of it", async () => {
  open();
  const row = await rowOf("ListenBrainz");
  await userEvent.click(row.getByRole("button", { name: "Learn my taste from it" }));
  expect(
    await row.findByText("12 new reactions were learned from. 1 was known already."),
  ).toBeVisible();
});

it("says where nothing came of a visit to the service's page, of services that there are", async () => {
  const search =
    "?service=opensubsonic&problem=service-refuses&detail=It%20was%20not%20given%20leave";
  const { unmount } = open(search);
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "OpenSubsonic is not connected. It was not given leave",
  );
  unmount();
  open("?service=your%20bank&problem=x&detail=Call%20this%20number");
  await rowOf("OpenSubsonic");
  expect(screen.queryByText(/Call this number/)).toBeNull();
});

it("brings the music of a server into the library, and says what came of it", async () => {
  asAdministrator();
  services = [SERVER];
  open();
  const row = await rowOf("OpenSubsonic");
  await userEvent.click(
    await row.findByRole("button", { name: "Bring its music into the library" }),
  );
  await waitFor(() => expect(followers[0]?.address).toBe("/api/v1/jobs/8/events"));
  expect(asked).toEqual([{ path: "POST opensubsonic library", body: '{"retry_failed":false}' }]);
  const underway = importOf({ done: 12, total: 30, current: "Ada - Rain" });
  act(() => followers[0]?.emit("progress", underway));
  expect(row.getByText("12 of 30")).toBeVisible();
  expect(row.getByText("Ada - Rain")).toBeVisible();
  const report = {
    ...{ tracks: 30, new: 20, merged: 10, changed: 0, heard: 28, failed: 1, is_interrupted: false },
    failures: [{ name: "Ada - Fog", reason: "is damaged" }],
  };
  act(() => followers[0]?.emit("end", importOf({ state: "done", done: 30, total: 30, report })));
  expect(row.getByText("20 new tracks. 28 were heard.")).toBeVisible();
  expect(row.getByText("Ada - Fog: is damaged")).toBeInTheDocument();
  await userEvent.click(row.getByRole("button", { name: "Try those again" }));
  await waitFor(() => expect(asked.at(-1)?.body).toBe('{"retry_failed":true}'));
});

it("shows an import that goes on already, stops it, and says how it ended", async () => {
  asAdministrator();
  services = [SERVER];
  jobs = [importOf({ id: 5, done: 2, total: 9 })];
  open();
  const row = await rowOf("OpenSubsonic");
  await userEvent.click(await row.findByRole("button", { name: "Stop" }));
  expect(asked.map(({ path }) => path)).toEqual(["DELETE job 5"]);
  jobs = [];
  act(() => followers[0]?.emit("end", importOf({ id: 5, state: "interrupted" })));
  expect(await row.findByText("Stopped; what was done is kept.")).toBeVisible();
});

it("says why an import ended early, and why none began", async () => {
  asAdministrator();
  services = [SERVER];
  open();
  const row = await rowOf("OpenSubsonic");
  const begin = () =>
    row.findByRole("button", { name: "Bring its music into the library" }).then(userEvent.click);
  await begin();
  await waitFor(() => expect(followers.length).toBe(1));
  act(() => followers[0]?.emit("end", importOf({ state: "failed", error: "it is gone" })));
  expect(row.getByText("It ended early: it is gone")).toBeVisible();
  service.use(
    http.post("*/api/v1/providers/opensubsonic/library", () =>
      problem(502, "service-unreachable", "no way there", {}, { service: "OpenSubsonic" }),
    ),
  );
  await begin();
  expect(await row.findByText(/OpenSubsonic cannot be reached just now/)).toBeVisible();
});

it("lets only administrators bring music in", async () => {
  services = [SERVER];
  open();
  const row = await rowOf("OpenSubsonic");
  expect(row.getByText("Connected as ada")).toBeVisible();
  expect(row.queryByRole("button", { name: /Bring its music/ })).toBeNull();
});

it("tells how many searches are left of a service that counts them", async () => {
  const title = { name: "youtube", title: "YouTube" };
  services = [{ ...OWN, ...title, capabilities: ["meter"], account: account() }];
  open();
  const row = await rowOf("YouTube");
  expect(await row.findByText("97 of 100 searches left until 08:00")).toBeVisible();
});
