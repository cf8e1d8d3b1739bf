import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { player, stop } from "@/player/player";
import { renderInApp } from "@/test/render";
import { HAPPY, MATCH, problem, READING, service, trackOf } from "@/test/service";
import Feel from "./index";
import { clearPictures, feel, USUAL } from "./wish";

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  // jsdom draws no pictures: all load, 100 pixels wide.
  vi.stubGlobal(
    "Image",
    class {
      onload?: () => void;
      set src(_address: string) {
        queueMicrotask(() => this.onload?.());
      }
    },
  );
  vi.spyOn(HTMLImageElement.prototype, "naturalWidth", "get").mockReturnValue(100);
  vi.spyOn(HTMLImageElement.prototype, "naturalHeight", "get").mockReturnValue(100);
});
afterEach(() => {
  service.resetHandlers();
  vi.unstubAllGlobals();
  stop();
  clearPictures();
  feel.set({ parameters: USUAL });
});

/** A picture in which its name can be read: jsdom's forms lose those of files. */
const photo = (name = "photo.jpg", type = "image/jpeg") => new File([name], name, { type });

/** Notes every wish for music that the page sends. */
function noteWishes() {
  const wishes: Record<string, unknown>[] = [];
  service.events.on("request:start", async ({ request }) => {
    if (request.method === "POST" && request.url.endsWith("/matches")) {
      wishes.push((await request.clone().json()) as Record<string, unknown>);
    }
  });
  return wishes;
}
afterEach(() => service.events.removeAllListeners());

async function choose(file = photo()) {
  const view = renderInApp(<Feel />);
  const [input] = await screen.findAllByLabelText("Choose pictures", { selector: "input" });
  await userEvent.upload(input as HTMLElement, file, { applyAccept: false });
  return view;
}

async function chooseAndFind() {
  const view = await choose();
  await screen.findByText("Track 1");
  fireEvent.load(screen.getByRole("img", { name: "The picture photo.jpg" }));
  return view;
}

describe("a picture", () => {
  it("is read, and its music is found", async () => {
    await chooseAndFind();
    expect(screen.getByRole("heading", { level: 1, name: "happy" })).toBeVisible();
    expect(screen.getByText("83% sure")).toBeVisible();
    expect(
      screen.getAllByRole("listitem").some((row) => row.textContent?.includes("Track 2")),
    ).toBe(true);
  });

  it("tells its music what is to be seen, as long as it is the whole picture", async () => {
    const context = { nature: 0.9, people: 0.8 };
    service.use(
      http.post("*/api/v1/affect", () =>
        HttpResponse.json({ ...READING, scene: { ...READING.scene, context } }),
      ),
    );
    const wishes = noteWishes();
    await chooseAndFind();
    expect(wishes).toEqual([expect.objectContaining({ context })]);
    await userEvent.click(screen.getByRole("button", { name: "Face 2: sad" }));
    await waitFor(() => expect(wishes).toHaveLength(2));
    expect(wishes.at(-1)).not.toHaveProperty("context");
  });

  it("can be pasted", async () => {
    renderInApp(<Feel />);
    const paste = Object.assign(new Event("paste"), { clipboardData: { files: [photo()] } });
    fireEvent(window, paste);
    expect(await screen.findByText("Track 1")).toBeVisible();
  });

  it("can be dropped anywhere", async () => {
    renderInApp(<Feel />);
    const dataTransfer = { files: [photo()], types: ["Files"] };
    fireEvent.dragOver(document.body, { dataTransfer });
    expect(screen.getByText("Let go to read it")).toBeVisible();
    fireEvent.drop(document.body, { dataTransfer });
    expect(await screen.findByText("Track 1")).toBeVisible();
  });

  it("too large is refused before it is sent", async () => {
    const large = photo("large.jpg");
    Object.defineProperty(large, "size", { value: 26 * 2 ** 20 });
    const view = renderInApp(<Feel />);
    await waitFor(() => expect(view.client.getQueryData(["options"])).toBeDefined());
    const paste = Object.assign(new Event("paste"), { clipboardData: { files: [large] } });
    fireEvent(window, paste);
    expect(await screen.findByText(/“large.jpg” is larger than 25 MB/)).toBeVisible();
    expect(feel.get().pictures).toEqual([]);
  });

  it("that is none is refused by its type", async () => {
    await choose(photo("notes.txt", "text/plain"));
    expect(await screen.findByText("“notes.txt” is not a picture.")).toBeVisible();
  });

  it("that the service cannot read is told in its words, and may be tried again", async () => {
    service.use(
      http.post("*/api/v1/affect", () => problem(422, "input", "photo.jpg: not a picture"), {
        once: true,
      }),
    );
    await choose();
    expect(await screen.findByRole("alert")).toHaveTextContent("photo.jpg: not a picture");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Track 1")).toBeVisible();
  });

  it("waits as long as a full queue says, and is then read", async () => {
    service.use(
      http.post("*/api/v1/affect", () => problem(429, "", "full", { "Retry-After": "0.05" }), {
        once: true,
      }),
    );
    await choose();
    expect(await screen.findByText("Track 1", {}, { timeout: 4000 })).toBeVisible();
  });

  it("that cannot be drawn or read leaves nothing of the one before", async () => {
    const sent: number[] = [];
    service.events.on("request:start", async ({ request }) => {
      if (!request.url.endsWith("/affect")) return;
      sent.push(((await request.clone().formData()).get("picture") as File).size);
    });
    await chooseAndFind();
    vi.stubGlobal(
      "Image",
      class {
        onerror?: () => void;
        set src(_address: string) {
          queueMicrotask(() => this.onerror?.());
        }
      },
    );
    service.use(
      http.post("*/api/v1/previews", () => problem(422, "input", "broken.jpg: not a picture")),
    );
    const [input] = screen.getAllByLabelText("Choose another picture", { selector: "input" });
    await userEvent.upload(input as HTMLElement, photo("broken.jpg"));
    expect(await screen.findByRole("alert")).toHaveTextContent("broken.jpg: not a picture");
    expect(screen.queryByText("Track 1")).toBeNull();
    expect(sent).toHaveLength(1);
  });

  it("without a service to read it says so", async () => {
    service.use(http.post("*/api/v1/affect", () => HttpResponse.error()));
    await choose();
    expect(await screen.findByRole("alert")).toHaveTextContent("cannot be reached");
  });
});

describe("several pictures", () => {
  const SAD = {
    ...READING,
    faces: [],
    overall: { ...HAPPY, emotion: "sad", valence: -0.6, arousal: -0.3 },
    scene: { ...READING.scene, context: { water: 0.8 } },
  };
  const BETWEEN = { ...HAPPY, emotion: "surprise", valence: 0.05, arousal: 0.06 };
  let combined: Record<string, unknown>[][] = [];

  beforeEach(() => {
    combined = [];
    service.use(
      http.post("*/api/v1/affect", async ({ request }) => {
        const name = await ((await request.formData()).get("picture") as File).text();
        if (name === "broken.jpg") return problem(422, "input", "broken.jpg: not a picture");
        return HttpResponse.json({ ...(name === "rain.jpg" ? SAD : READING), picture: name });
      }),
      http.post("*/api/v1/affect/combined", async ({ request }) => {
        const { affects } = (await request.json()) as { affects: Record<string, unknown>[] };
        combined.push(affects);
        return HttpResponse.json(BETWEEN);
      }),
    );
  });

  const strip = () => within(screen.getByRole("group", { name: "Which picture counts" }));

  async function chooseSeveral(...names: string[]) {
    renderInApp(<Feel />);
    const [input] = await screen.findAllByLabelText("Choose pictures", { selector: "input" });
    await userEvent.upload(
      input as HTMLElement,
      names.map((name) => photo(name)),
    );
    await screen.findByText("Track 1");
  }

  it("count together as one mood, which the service combines", async () => {
    const wishes = noteWishes();
    await chooseSeveral("photo.jpg", "rain.jpg");
    expect(screen.getByRole("heading", { level: 1, name: "surprised" })).toBeVisible();
    expect(screen.getByText("Read from 2 pictures together")).toBeVisible();
    expect(combined).toEqual([
      [expect.objectContaining({ valence: 0.71 }), expect.objectContaining({ valence: -0.6 })],
    ]);
    expect(wishes).toEqual([
      expect.objectContaining({
        affect: expect.objectContaining({ valence: 0.05 }),
        context: { water: 0.4 },
        picture_name: "photo.jpg, rain.jpg",
      }),
    ]);
  });

  it("may each be chosen alone, and go together again", async () => {
    const wishes = noteWishes();
    await chooseSeveral("photo.jpg", "rain.jpg");
    await userEvent.click(screen.getByRole("radio", { name: "The picture rain.jpg" }));
    expect(screen.getByRole("heading", { level: 1, name: "sad" })).toBeVisible();
    await waitFor(() =>
      expect(wishes.at(-1)).toMatchObject({ affect: { valence: -0.6 }, picture_name: "rain.jpg" }),
    );
    await userEvent.click(strip().getByRole("radio", { name: "All together" }));
    expect(screen.getByRole("heading", { level: 1, name: "surprised" })).toBeVisible();
    await userEvent.click(
      screen.getByRole("button", { name: "Only the picture photo.jpg, happy" }),
    );
    expect(screen.getByRole("heading", { level: 1, name: "happy" })).toBeVisible();
  });

  it("count with the face that was chosen in each", async () => {
    await chooseSeveral("photo.jpg", "rain.jpg");
    await userEvent.click(screen.getByRole("radio", { name: "The picture photo.jpg" }));
    fireEvent.load(screen.getByRole("img", { name: "The picture photo.jpg" }));
    await userEvent.click(screen.getByRole("button", { name: "Face 2: sad" }));
    await userEvent.click(strip().getByRole("radio", { name: "All together" }));
    await waitFor(() => expect(combined.at(-1)?.[0]).toMatchObject({ confidence: 0.9 }));
  });

  it("leave out one that cannot be read, and say why", async () => {
    await chooseSeveral("photo.jpg", "broken.jpg", "rain.jpg");
    expect(screen.getByRole("radio", { name: /^broken.jpg: .*not a picture/ })).toBeInTheDocument();
    expect(combined).toEqual([[expect.anything(), expect.anything()]]);
    await userEvent.click(screen.getByRole("radio", { name: /broken.jpg/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("broken.jpg: not a picture");
  });

  it("grow by more, up to the most, and shrink to one", async () => {
    await chooseSeveral("photo.jpg", "rain.jpg");
    const [adder] = screen.getAllByLabelText("Add pictures", { selector: "input" });
    await userEvent.upload(
      adder as HTMLElement,
      Array.from({ length: 9 }, (_, index) => photo(`more-${index}.jpg`)),
    );
    expect(await screen.findByText("10 pictures at most at once.")).toBeVisible();
    expect(feel.get().pictures).toHaveLength(10);
    await userEvent.click(screen.getByRole("button", { name: "Remove all pictures" }));
    expect(feel.get().pictures).toEqual([]);

    await userEvent.upload(
      (await screen.findAllByLabelText("Choose pictures", { selector: "input" }))[0] as HTMLElement,
      [photo("photo.jpg"), photo("rain.jpg")],
    );
    await userEvent.click(await screen.findByRole("radio", { name: "The picture rain.jpg" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove the picture" }));
    expect(screen.queryByRole("group", { name: "Which picture counts" })).toBeNull();
    expect(await screen.findByRole("heading", { level: 1, name: "happy" })).toBeVisible();
  });

  it("dropped upon one picture take its place, dropped upon several are added", async () => {
    await chooseSeveral("photo.jpg");
    const drop = (...files: File[]) =>
      fireEvent.drop(document.body, { dataTransfer: { files, types: ["Files"] } });
    drop(photo("a.jpg"), photo("rain.jpg"));
    const names = () => feel.get().pictures.map(({ name }) => name);
    expect(names()).toEqual(["a.jpg", "rain.jpg"]);
    drop(photo("b.jpg"));
    expect(names()).toEqual(["a.jpg", "rain.jpg", "b.jpg"]);
    expect(await screen.findByText("Read from 3 pictures together")).toBeVisible();
  });
});

describe("the mood", () => {
  it("is of one face when that is chosen", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "Face 2: sad" }));
    expect(screen.getByRole("heading", { level: 1, name: "sad" })).toBeVisible();
    await waitFor(() => expect(wishes).toHaveLength(2));
    expect(wishes[1]).toMatchObject({ affect: { valence: -0.6, arousal: -0.25, confidence: 0.9 } });
    await userEvent.click(screen.getByRole("radio", { name: "All together" }));
    expect(screen.getByRole("heading", { level: 1, name: "happy" })).toBeVisible();
  });

  it("can be said in a word instead, and given back", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "melancholic" }));
    await waitFor(() => expect(wishes.at(-1)).toMatchObject({ emotion: "melancholy" }));
    expect(wishes.at(-1)).not.toHaveProperty("affect");
    await userEvent.click(screen.getByRole("button", { name: "Back to what was read" }));
    expect(screen.getByRole("heading", { level: 1, name: "happy" })).toBeVisible();
  });

  it("can be pointed at", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    screen.getByRole("slider", { name: /Mood/ }).focus();
    await userEvent.keyboard("{ArrowLeft}");
    await waitFor(() =>
      expect(wishes.at(-1)).toMatchObject({ valence: expect.closeTo(0.69), arousal: 0.42 }),
    );
    expect(screen.getByText("You say")).toBeVisible();
  });

  it("is left to the user where it is not sure", async () => {
    const unsure = {
      ...HAPPY,
      emotion: "sad",
      confidence: 0.41,
      emotions: { ...HAPPY.emotions, happy: 0.1, sad: 0.41, neutral: 0.33 },
    };
    service.use(
      http.post("*/api/v1/affect", () => HttpResponse.json({ ...READING, overall: unsure })),
    );
    const wishes = noteWishes();
    await chooseAndFind();
    expect(screen.getByRole("heading", { level: 1, name: "sad, or neutral?" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "neutral · 33%" }));
    await waitFor(() => expect(wishes.at(-1)).toMatchObject({ emotion: "neutral" }));
  });
});

describe("the music", () => {
  it("follows the parameters, after they have come to rest", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    await userEvent.click(screen.getByRole("radio", { name: "Lift" }));
    await userEvent.click(screen.getByRole("button", { name: "Filters" }));
    for (const genre of ["ambient", "folk", "jazz"]) {
      await userEvent.click(screen.getByRole("checkbox", { name: genre }));
    }
    expect(screen.getByRole("checkbox", { name: "rock" })).toBeDisabled();
    await waitFor(() =>
      expect(wishes.at(-1)).toMatchObject({ intent: "lift", genres: ["ambient", "folk", "jazz"] }),
    );
  });

  it("is other music when asked for another list", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "Another list" }));
    await waitFor(() => expect(wishes.at(-1)).toMatchObject({ exclude: [1, 2, 3] }));
  });

  it("plays what can be played here, in order", async () => {
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "Play", exact: true } as never));
    expect(player.get().queue.map(({ id }) => id)).toEqual([1, 2]);
    expect(player.get().queue[0]).toMatchObject({ match: 7 });
    expect(screen.queryByRole("button", { name: /Play Track 3/ })).toBeNull();
  });

  it("is liked and disliked for the match it was found in; the same again takes it back", async () => {
    const said: unknown[] = [];
    service.use(
      http.post("*/api/v1/reactions", async ({ request }) => {
        said.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
      http.delete("*/api/v1/reactions/1", () => {
        said.push("forgotten");
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await chooseAndFind();
    const [like] = screen.getAllByRole("button", { name: "Like" });
    await userEvent.click(like as HTMLElement);
    await waitFor(() => expect(said).toEqual([{ track: 1, reaction: "like", match: 7 }]));
    expect(like).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(like as HTMLElement);
    await waitFor(() => expect(said.at(-1)).toBe("forgotten"));
    expect(like).toHaveAttribute("aria-pressed", "false");
  });

  it("is saved under a name", async () => {
    let saved: unknown;
    service.use(
      http.post("*/api/v1/playlists", async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json({ id: 1, name: "Evening" }, { status: 201 });
      }),
    );
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = within(screen.getByRole("dialog", { name: "Save this list" }));
    await userEvent.type(dialog.getByLabelText("Name"), " Evening {Enter}");
    expect(await screen.findByText("Saved as “Evening”.")).toBeVisible();
    expect(saved).toEqual({ name: "Evening", match: 7 });
  });

  it("is saved by its tracks where no history is kept", async () => {
    let saved: unknown;
    service.use(
      http.post("*/api/v1/matches", () => HttpResponse.json(MATCH)),
      http.post("*/api/v1/playlists", async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json({ id: 1, name: "Evening" }, { status: 201 });
      }),
    );
    await chooseAndFind();
    expect(screen.queryByText("Export")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await userEvent.type(screen.getByLabelText("Name"), "Evening{Enter}");
    await waitFor(() => expect(saved).toEqual({ name: "Evening", tracks: [1, 2, 3] }));
  });

  it("is exported in each format", async () => {
    await chooseAndFind();
    for (const format of ["m3u8", "xspf", "jspf", "csv", "json"]) {
      const link = screen.getByRole("link", {
        name: new RegExp(`^${format.toUpperCase()}`),
        hidden: true,
      });
      expect(link).toHaveAttribute("href", `/api/v1/history/7/export?format=${format}`);
    }
  });

  it("is narrowed by its length, its language and where it can be played", async () => {
    const wishes = noteWishes();
    await chooseAndFind();
    await userEvent.click(screen.getByRole("button", { name: "Filters" }));
    fireEvent.change(screen.getByRole("slider", { name: "At most" }), { target: { value: 4 } });
    expect(screen.getByRole("slider", { name: "At most" })).toHaveAttribute(
      "aria-valuetext",
      "2:30",
    );
    expect(screen.getByText("up to 2:30")).toBeVisible();
    fireEvent.change(screen.getByRole("slider", { name: "At least" }), { target: { value: 9 } });
    expect(screen.getByText("2:00 – 2:30")).toBeVisible();
    await userEvent.click(screen.getByText("More"));
    await userEvent.click(screen.getByRole("checkbox", { name: "Polish" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Your files" }));
    await waitFor(() =>
      expect(wishes.at(-1)).toMatchObject({
        min_duration_s: 120,
        max_duration_s: 150,
        languages: ["pol"],
        providers: ["file"],
      }),
    );
    expect(screen.getByRole("button", { name: "3 filters" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
    expect(feel.get().parameters).toEqual(USUAL);
    expect(screen.getByRole("button", { name: "Filters" })).toBeVisible();
  });

  describe("that nothing passes", () => {
    /** A service that finds nothing unless a wish `passes`, and names the ways out. */
    function narrow(passes: (wish: Record<string, unknown>) => boolean, loosen: object[]) {
      service.use(
        http.post("*/api/v1/matches", async ({ request }) => {
          const wish = (await request.json()) as Record<string, unknown>;
          if (!passes(wish)) return problem(409, "nothing-passes", "none passes", {}, { loosen });
          return HttpResponse.json(MATCH, { headers: { "Content-Location": "/api/v1/history/8" } });
        }),
      );
    }

    it("is found by one press on what would let it through", async () => {
      narrow(
        ({ instrumental }) => !instrumental,
        [{ change: { instrumental: false }, tracks: 28 }],
      );
      await chooseAndFind();
      await userEvent.click(screen.getByRole("button", { name: "Filters" }));
      await userEvent.click(screen.getByRole("radio", { name: "Film" }));
      await userEvent.click(screen.getByText("More"));
      await userEvent.click(screen.getByRole("switch", { name: "Instrumental only" }));
      await userEvent.click(await screen.findByRole("button", { name: "Singing too · 28 tracks" }));
      expect(await screen.findByText("Track 1")).toBeVisible();
      expect(feel.get().parameters).toMatchObject({ instrumental: false, licence: "film" });
    });

    it("is offered in steps, and what was offered before stays away", async () => {
      narrow(
        (wish) => wish.max_duration_s !== 60,
        [
          { change: { max_duration_s: 360 }, tracks: 1 },
          { change: { max_duration_s: null }, tracks: 5 },
          { change: { decades: [], genres: [] }, tracks: 2 },
        ],
      );
      await chooseAndFind();
      feel.set({ parameters: { ...USUAL, max_duration_s: 60 }, exclude: [1, 2] });
      expect(await screen.findByRole("button", { name: "Any length · 5 tracks" })).toBeVisible();
      expect(
        screen.getByRole("button", { name: "Any decade and any genre · 2 tracks" }),
      ).toBeVisible();
      await userEvent.click(screen.getByRole("button", { name: "Up to 6 min · 1 track" }));
      expect(await screen.findByText("Track 1")).toBeVisible();
      expect(feel.get()).toMatchObject({ parameters: { max_duration_s: 360 }, exclude: [1, 2] });
    });

    it("because all of it was offered begins again", async () => {
      narrow(
        ({ exclude }) => (exclude as number[]).length === 0,
        [{ change: { exclude: [] }, tracks: 3 }],
      );
      await chooseAndFind();
      await userEvent.click(screen.getByRole("button", { name: "Another list" }));
      await userEvent.click(await screen.findByRole("button", { name: "Start over" }));
      expect(await screen.findByText("Track 1")).toBeVisible();
    });
  });

  it("is offered where there is none at all", async () => {
    service.use(
      http.post("*/api/v1/matches", () => problem(409, "empty-library", "the library is empty")),
      http.post("*/api/v1/library/additions", async () => {
        await delay(10);
        return HttpResponse.json({ id: 5, state: "running", done: 0, total: 28 }, { status: 202 });
      }),
    );
    const sources: { address: string; emit: (type: string, job: object) => void }[] = [];
    vi.stubGlobal(
      "EventSource",
      class extends EventTarget {
        constructor(address: string) {
          super();
          const emit = (type: string, job: object) =>
            this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(job) }));
          sources.push({ address, emit });
        }
        close() {}
      },
    );
    await choose();
    await userEvent.click(await screen.findByRole("button", { name: "Add the free tracks" }));
    await waitFor(() => expect(sources[0]?.address).toBe("/api/v1/jobs/5/events"));
    sources[0]?.emit("progress", { id: 5, state: "running", done: 14, total: 28 });
    expect(await screen.findByText("14 of 28 heard")).toBeVisible();

    service.use(http.post("*/api/v1/matches", () => HttpResponse.json(MATCH)));
    sources[0]?.emit("end", { id: 5, state: "done", done: 28, total: 28 });
    expect(await screen.findByText("Track 1")).toBeVisible();
  });
});

describe("the history", () => {
  const entry = {
    id: 3,
    at: "2026-01-05T10:00:00Z",
    intent: "match",
    strategy: "affect",
    affect: { ...HAPPY, emotion: "sad", valence: -0.5, arousal: -0.3 },
    picture_name: "rain.jpg",
    tracks: [trackOf(9)],
  };

  it("brings back a match as it was, without asking for a new one", async () => {
    const wishes = noteWishes();
    service.use(
      http.get("*/api/v1/history", () => HttpResponse.json({ total: 1, matches: [entry] })),
      http.get("*/api/v1/history/3", () => HttpResponse.json(entry)),
    );
    renderInApp(<Feel />);
    await userEvent.click(screen.getByRole("button", { name: "History" }));
    await userEvent.click(await screen.findByRole("button", { name: /rain.jpg/ }));
    expect(await screen.findByText("Track 9")).toBeVisible();
    expect(screen.getByRole("heading", { level: 1, name: "sad" })).toBeVisible();
    expect(wishes).toEqual([]);
  });

  it("says that nothing is kept where nothing is", async () => {
    service.use(http.get("*/api/v1/history", () => HttpResponse.json({ total: 0, matches: [] })));
    renderInApp(<Feel />);
    await userEvent.click(screen.getByRole("button", { name: "History" }));
    expect(await screen.findByText("Nothing found yet")).toBeVisible();
  });

  it("says so where none is kept", async () => {
    service.use(
      http.get("*/api/v1/history", () => HttpResponse.json({ total: 0, matches: [] })),
      http.get("*/api/v1/history/preference", () => HttpResponse.json({ kept: false })),
    );
    renderInApp(<Feel />);
    await userEvent.click(screen.getByRole("button", { name: "History" }));
    expect(await screen.findByText("No history is kept")).toBeVisible();
    expect(screen.getByRole("link", { name: "Open Settings" })).toHaveAttribute(
      "href",
      "/settings",
    );
  });
});
