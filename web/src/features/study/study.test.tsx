import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Route } from "wouter";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import Study from "./index";

const heard = (side: string) =>
  [1, 2].map((rank) => ({
    rank,
    id: rank,
    title: null,
    artist: null,
    audio: `/api/v1/study/token/audio/1/${side}/${rank}`,
    duration_s: 184,
    excerpt: [30, 60],
  }));
const WORDS = ["happy", "sad", "none of these"];
let step: "consent" | "emotion" | "lists" | "done" | "gone";
const answers: unknown[] = [];

function state() {
  const item = step === "emotion" || step === "lists";
  return HttpResponse.json({
    step,
    consent: "You will see pictures.\n\nTaking part is voluntary.",
    agreed_on: null,
    progress: { judged: 0, total: 1 },
    words: WORDS,
    least_fit: 1,
    best_fit: 7,
    item: item && {
      position: 1,
      picture: "/api/v1/study/token/pictures/1",
      emotion: null,
      lists: step === "lists" ? { a: heard("a"), b: heard("b") } : null,
    },
  });
}

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  step = "consent";
  answers.length = 0;
  service.use(
    http.get("*/api/v1/study/token", () =>
      step === "gone" ? problem(410, "withdrawn", "you left") : state(),
    ),
    http.post("*/api/v1/study/token/consent", () => {
      step = "emotion";
      return state();
    }),
    http.post("*/api/v1/study/token/answers", async ({ request }) => {
      answers.push(await request.json());
      step = step === "emotion" ? "lists" : "done";
      return state();
    }),
    http.delete("*/api/v1/study/token", () => {
      step = "gone";
      return new HttpResponse(null, { status: 204 });
    }),
  );
});
afterEach(() => service.resetHandlers());

const show = (token = "token") =>
  renderInApp(
    <Route path="/study/:token">
      <Study />
    </Route>,
    `/study/${token}`,
  );

it("leads from consent to the end, and keeps each answer at once", async () => {
  show();
  expect(await screen.findByText("Taking part is voluntary.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "I have read this and agree" }));

  expect(await screen.findByRole("heading", { name: "Picture 1 of 1" })).toHaveFocus();
  const next = screen.getByRole("button", { name: "Go on to the music" });
  expect(next).toBeDisabled();
  await userEvent.click(screen.getByRole("radio", { name: "none of these" }));
  await userEvent.click(next);
  expect(answers).toEqual([{ step: "emotion", position: 1, word: "none of these", point: null }]);

  const finish = await screen.findByRole("button", { name: "Finish" });
  expect(screen.getByText("Listen into both lists first.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Play Piece 1, List A" }));
  await userEvent.click(screen.getByRole("button", { name: "Play Piece 2, List B" }));
  const one = within(screen.getByRole("region", { name: "List A" }));
  const other = within(screen.getByRole("region", { name: "List B" }));
  await userEvent.click(one.getByRole("radio", { name: "6" }));
  await userEvent.click(other.getByRole("radio", { name: "2" }));
  expect(finish).toBeDisabled();
  await userEvent.click(screen.getByRole("radio", { name: "List A" }));
  await userEvent.type(screen.getByLabelText(/Anything to add/), " too loud ");
  await userEvent.click(finish);
  expect(await screen.findByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(answers.at(-1)).toEqual({
    step: "lists",
    position: 1,
    choice: "a",
    fit_a: 6,
    fit_b: 2,
    comment: "too loud",
  });
});

it("goes on where somebody stopped", async () => {
  step = "lists";
  show();
  expect(await screen.findByRole("region", { name: "List A" })).toBeVisible();
});

it("sends the place in the plane only where somebody pointed at one", async () => {
  step = "emotion";
  show();
  await userEvent.click(await screen.findByRole("radio", { name: "happy" }));
  await userEvent.click(screen.getByRole("button", { name: /Say it more exactly/ }));
  screen.getByRole("slider").focus();
  await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
  await userEvent.click(screen.getByRole("button", { name: "Go on to the music" }));
  await waitFor(() => expect(answers).toHaveLength(1));
  expect(answers[0]).toMatchObject({ point: { valence: 0.1, arousal: 0 } });
});

it("deletes the answers of whoever leaves, after asking", async () => {
  step = "lists";
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Leave the study" }));
  expect(screen.getByText(/Leaving deletes all of your answers/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Leave and delete my answers" }));
  expect(await screen.findByRole("heading", { name: "You have left the study" })).toBeVisible();
});

it("keeps what was answered when the service cannot be reached", async () => {
  step = "emotion";
  service.use(http.post("*/api/v1/study/token/answers", () => HttpResponse.error()));
  show();
  await userEvent.click(await screen.findByRole("radio", { name: "happy" }));
  await userEvent.click(screen.getByRole("button", { name: "Go on to the music" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("cannot be reached");
  expect(screen.getByRole("radio", { name: "happy" })).toBeChecked();
});

it("says that a link belongs to no study", async () => {
  service.use(http.get("*/api/v1/study/other", () => problem(404, "token", "unknown")));
  show("other");
  expect(
    await screen.findByRole("heading", { name: "This link belongs to no study" }),
  ).toBeVisible();
});
