import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { MusicService } from "@/api/services";
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

let services: MusicService[];
let asked: { path: string; body: unknown }[];

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  services = [OWN, HISTORY];
  asked = [];
  service.use(
    http.get("*/api/v1/providers", () => HttpResponse.json({ providers: services })),
    http.all("*/api/v1/providers/:name/:what", async ({ request, params }) => {
      const text = await request.text();
      asked.push({ path: `${request.method} ${params.name} ${params.what}`, body: text });
      if (params.what === "plays") return HttpResponse.json({ told: 3 });
      if (params.what === "listens") return HttpResponse.json({ new: 12, known: 1 });
      if (request.method === "DELETE") return new HttpResponse(null, { status: 204 });
      return HttpResponse.json(services[0]);
    }),
  );
});
afterEach(() => service.resetHandlers());

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
