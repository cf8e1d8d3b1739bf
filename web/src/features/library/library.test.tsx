import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Toasts } from "@/components/toast";
import { player, stop } from "@/player/player";
import { stubEventSource } from "@/test/event-source";
import { problem, service } from "@/test/service";
import Library from "./index";
import { detailsOf } from "./testing";
import type { TrackEdit } from "./tracks";

const TOTAL = 250;
const asked: URLSearchParams[] = [];
const mapped: string[] = [];
const session = (is_administrator: boolean) =>
  http.get("*/api/v1/session", () =>
    HttpResponse.json({
      accounts: false,
      user: { name: "default", is_administrator, has_password: false },
      csrf_token: null,
      oidc: null,
    }),
  );
const stats = (tracks: number) =>
  http.get("*/api/v1/library", () =>
    HttpResponse.json({ tracks, duration_s: tracks * 180, tracks_without_mood: 0 }),
  );

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  asked.length = 0;
  mapped.length = 0;
  window.history.replaceState(null, "", "/library");
  service.use(
    session(true),
    stats(TOTAL),
    http.get("*/api/v1/jobs", () => HttpResponse.json([])),
    http.get("*/api/v1/library/map", ({ request }) => {
      mapped.push(new URL(request.url).search);
      return HttpResponse.json({
        ids: [1, 2],
        valence: [-0.5, 0.5],
        arousal: [0, 0],
        uncertainty: [0.2, 0.2],
        total: 2,
        left_out: 0,
      });
    }),
    http.get("*/api/v1/tracks", ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      const offset = Number(query.get("offset"));
      const total = query.get("text") === "nothing" ? 0 : TOTAL;
      const tracks = Array.from({ length: Math.max(0, Math.min(100, total - offset)) }, (_, row) =>
        detailsOf(offset + row + 1),
      );
      return HttpResponse.json({ total, tracks });
    }),
    http.get("*/api/v1/tracks/:id", ({ params }) =>
      HttpResponse.json(detailsOf(Number(params.id))),
    ),
    http.get("*/api/v1/tracks/:id/timeline", () => problem(404, "not-heard", "not heard yet")),
  );
});
afterEach(() => {
  service.resetHandlers();
  vi.unstubAllGlobals();
  stop();
});

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <Library />
      <Toasts />
    </QueryClientProvider>,
  );
}

describe("the list", () => {
  it("tells how many there are, and draws those in sight", async () => {
    show();
    const table = await screen.findByRole("table", { name: "Tracks" });
    expect(table).toHaveAttribute("aria-rowcount", String(TOTAL + 1));
    expect(await screen.findByRole("button", { name: "Track 1" })).toBeVisible();
    expect(within(table).getAllByRole("row").length).toBeLessThan(60);
    expect(screen.getByText(/250 tracks · 13 hours/)).toBeVisible();
  });

  it("searches when the typing rests, not at every key", async () => {
    show();
    await screen.findByRole("button", { name: "Track 1" });
    await userEvent.type(screen.getByRole("searchbox"), "river");
    await waitFor(() => expect(asked.at(-1)?.get("text")).toBe("river"));
    expect(asked.map((query) => query.get("text")).filter((text) => text === "riv")).toEqual([]);
    expect(window.location.search).toBe("?text=river");
  });

  it("says when nothing matches, and shows all again", async () => {
    window.history.replaceState(null, "", "/library?text=nothing");
    show();
    expect(await screen.findByRole("heading", { name: "Nothing matches" })).toBeVisible();
    const [clear] = screen.getAllByRole("button", { name: "Clear filters" });
    await userEvent.click(clear as HTMLElement);
    expect(await screen.findByRole("button", { name: "Track 1" })).toBeVisible();
  });

  it("sorts by a column, and the other way round the second time", async () => {
    show();
    await userEvent.click(await screen.findByRole("button", { name: "BPM" }));
    await waitFor(() => expect(asked.at(-1)?.get("sort")).toBe("tempo"));
    await userEvent.click(screen.getByRole("button", { name: "BPM" }));
    await waitFor(() => expect(asked.at(-1)?.get("order")).toBe("desc"));
    expect(screen.getByRole("columnheader", { name: "BPM" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  it("is walked by the arrow keys, and only one of its rows by Tab", async () => {
    show();
    (await screen.findByRole("button", { name: "Track 1" })).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    expect(screen.getByRole("button", { name: "Track 3" })).toHaveFocus();
    await userEvent.keyboard("{Home}");
    expect(screen.getByRole("button", { name: "Track 1" })).toHaveFocus();
    expect(screen.getByRole("button", { name: "Track 3" })).toHaveAttribute("tabindex", "-1");
  });

  it("plays from a track on", async () => {
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Play Track 2 by Ada" }));
    expect(
      player
        .get()
        .queue.slice(0, 2)
        .map(({ id }) => id),
    ).toEqual([2, 3]);
  });

  it("says what is wrong, and tries again", async () => {
    service.use(http.get("*/api/v1/tracks", () => problem(500, "", "broken"), { once: true }));
    show();
    const alert = await screen.findByRole("alert");
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Track 1" })).toBeVisible();
  });
});

describe("the work that goes on", () => {
  it("is shown also where it was begun before the page was opened", async () => {
    stubEventSource();
    service.use(
      http.get("*/api/v1/jobs", () =>
        HttpResponse.json([
          { id: 4, kind: "add music", subject: "/music", state: "running", done: 3, total: 9 },
          { id: 3, kind: "add music", subject: "/old", state: "done", done: 2, total: 2 },
        ]),
      ),
    );
    show();
    expect(await screen.findByRole("heading", { name: "Adding music" })).toBeVisible();
    expect(screen.getByText("3 of 9")).toBeVisible();
    expect(screen.queryByText(/Adding old/)).toBeNull();
  });
});

describe("an empty library", () => {
  it("says how music comes to it", async () => {
    service.use(stats(0));
    show();
    expect(await screen.findByRole("heading", { name: "No music yet" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Add music" })).toBeVisible();
  });

  it("sends those who may not add music to those who may", async () => {
    service.use(stats(0), session(false));
    show();
    expect(await screen.findByText(/Ask whoever runs this Affetto/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add music" })).toBeNull();
  });
});

describe("the map", () => {
  it("is walked by the arrow keys, says where one is, and opens a track", async () => {
    show();
    const map = await screen.findByRole("application");
    map.focus();
    await userEvent.keyboard("{ArrowRight}");
    await userEvent.keyboard("{ArrowRight}");
    expect(await screen.findByText("Track 2 by Ada")).toBeInTheDocument();
    await userEvent.keyboard("{Enter}");
    expect(window.location.search).toBe("?track=2");
  });

  it("shows what the list shows, whatever its order and wherever the area lies", async () => {
    window.history.replaceState(
      null,
      "",
      "/library?text=river&genre=Jazz&liked=true&area=0.00,1.00,0.00,1.00&sort=title&order=desc",
    );
    show();
    await waitFor(() => expect(mapped).toEqual(["?text=river&genre=Jazz&liked=true"]));
  });

  it("can be narrowed down without a pointer", async () => {
    show();
    await screen.findByRole("button", { name: "Track 1" });
    await userEvent.click(screen.getByText("Mood", { selector: "summary" }));
    await userEvent.click(screen.getByLabelText("Calm, pleasant"));
    await waitFor(() => expect(asked.at(-1)?.get("min_valence")).toBe("0.000"));
    expect(asked.at(-1)?.get("max_arousal")).toBe("0.000");
  });
});

describe("a track's sheet", () => {
  it("says what is known, and that it was not heard yet", async () => {
    window.history.replaceState(null, "", "/library?track=7");
    show();
    expect(await screen.findByRole("heading", { name: "Track 7" })).toBeVisible();
    expect(screen.getByText("What Affetto heard")).toBeVisible();
    expect(await screen.findByText(/has not been analysed yet/)).toBeVisible();
  });

  it("corrects the title, and takes that back", async () => {
    const edits: TrackEdit[] = [];
    let title = "Track 7";
    service.use(
      http.patch("*/api/v1/tracks/7", async ({ request }) => {
        const edit = (await request.json()) as TrackEdit;
        edits.push(edit);
        title = edit.title ?? "Track 7";
        return HttpResponse.json(detailsOf(7, { title }));
      }),
      http.get("*/api/v1/tracks/7", () => HttpResponse.json(detailsOf(7, { title }))),
    );
    window.history.replaceState(null, "", "/library?track=7");
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
    const field = screen.getByLabelText("Title");
    await userEvent.clear(field);
    await userEvent.type(field, "Better");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("heading", { name: "Better" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("heading", { name: "Track 7" })).toBeVisible();
    expect(edits).toEqual([{ title: "Better" }, { title: null }]);
  });

  it("shows what the service refuses at the field, and keeps what was typed", async () => {
    service.use(
      http.patch("*/api/v1/tracks/7", () =>
        HttpResponse.json(
          {
            type: "urn:affetto:problem:validation",
            title: "",
            status: 422,
            detail: "year: out of range",
            errors: [{ field: "year", reason: "recorded music begins in 1860" }],
          },
          { status: 422 },
        ),
      ),
    );
    window.history.replaceState(null, "", "/library?track=7");
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
    const year = screen.getByLabelText("Year");
    await userEvent.clear(year);
    await userEvent.type(year, "1066");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("recorded music begins in 1860")).toBeVisible();
    expect(year).toHaveValue("1066");
    expect(year).toBeInvalid();
  });
});
