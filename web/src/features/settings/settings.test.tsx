import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { giveConsent, withdrawConsent } from "@/lib/consent";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import Settings from "./index";

const TASTE = {
  reactions: { like: 12, skip: 1 },
  tracks: 12,
  unknown: 1,
  likings: [
    { word: "hardly danceable", reward: 0.3, sd: 0.05 },
    { word: "brand-new word", reward: 0.1, sd: 0.08 },
  ],
};
const forgotten: string[] = [];

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  forgotten.length = 0;
  service.use(
    http.get("*/api/v1/taste", () => HttpResponse.json(TASTE)),
    http.get("*/api/v1/studies", () => HttpResponse.json({ studies: [] })),
    http.delete("*/api/v1/:what", ({ params }) => {
      forgotten.push(String(params.what));
      return new HttpResponse(null, { status: 204 });
    }),
  );
});
afterEach(() => service.resetHandlers());

describe("taste", () => {
  it("is told in words, and in the service's own where the page has none", async () => {
    renderInApp(<Settings />);
    expect(
      await screen.findByText("Learned from 12 likes, 1 skip.", { exact: false }),
    ).toBeVisible();
    expect(screen.getByText("hardly danceable")).toBeVisible();
    expect(screen.getByText("brand-new word")).toBeVisible();
    expect(screen.getByText("clearly")).toBeVisible();
    expect(screen.getByText("probably")).toBeVisible();
  });

  it("learns from a file, and says what could not be used", async () => {
    const answers = [
      HttpResponse.json({ new: 120, known: 0, unknown: 3, bad: 2, bad_records: [] }),
      problem(422, "input", "history.zip: unpack it first"),
    ];
    service.use(http.post("*/api/v1/taste/imports", () => answers.shift()));
    const { container } = renderInApp(<Settings />);
    await screen.findByText("hardly danceable");
    const input = container.querySelector("input[type=file]") as HTMLInputElement;
    await userEvent.upload(input, new File(["{}"], "history.json"));
    expect(
      await screen.findByText(/120 new reactions.* 2 records could not be used/),
    ).toBeVisible();
    await userEvent.upload(input, new File(["PK"], "history.zip"));
    expect(await screen.findByText(/unpack it first/)).toBeVisible();
  });

  it("is forgotten only after asking", async () => {
    renderInApp(<Settings />);
    await userEvent.click(await screen.findByRole("button", { name: "Forget my taste" }));
    expect(forgotten).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Forget it" }));
    await waitFor(() => expect(forgotten).toEqual(["taste"]));
  });
});

describe("the history", () => {
  it("is kept or not as people wish, and what there is goes only after asking", async () => {
    let kept = true;
    service.use(
      http.get("*/api/v1/history/preference", () => HttpResponse.json({ kept })),
      http.put("*/api/v1/history/preference", async ({ request }) => {
        const wanted = (await request.json()) as { kept: boolean };
        kept = wanted.kept;
        return HttpResponse.json(wanted);
      }),
    );
    renderInApp(<Settings />);
    const keep = await screen.findByRole("switch", { name: "Keep a history" });
    await waitFor(() => expect(keep).toBeEnabled());
    await userEvent.click(keep);
    expect(kept).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Forget it, keep none" }));
    await waitFor(() => expect(keep).not.toBeChecked());
    expect(kept).toBe(false);
    expect(screen.getByText(/None is kept/)).toBeVisible();
    await userEvent.click(keep);
    await waitFor(() => expect(keep).toBeChecked());
    expect(kept).toBe(true);
  });
});

describe("deleting everything", () => {
  it("takes the word typed out, and forgets this browser's part too", async () => {
    localStorage.setItem("affetto.volume", "0.5");
    localStorage.setItem("other", "stays");
    renderInApp(<Settings />);
    await userEvent.click(await screen.findByRole("button", { name: "Delete everything" }));
    const buttons = screen.getAllByRole("button", { name: "Delete everything" });
    const confirm = buttons.at(-1) as HTMLElement;
    expect(confirm).toBeDisabled();
    await userEvent.type(screen.getByLabelText("Type “delete” to go on"), "Delete");
    await userEvent.click(confirm);
    await waitFor(() => expect(forgotten).toEqual(["me"]));
    await waitFor(() => expect(localStorage.getItem("affetto.volume")).toBeNull());
    expect(localStorage.getItem("other")).toBe("stays");
  });

  it("says when it did not work, and stays", async () => {
    service.use(http.delete("*/api/v1/me", () => problem(409, "library", "the disk is full")));
    renderInApp(<Settings />);
    await userEvent.click(await screen.findByRole("button", { name: "Delete everything" }));
    await userEvent.type(screen.getByLabelText(/Type “delete”/), "delete{Enter}");
    expect(await screen.findByText("the disk is full")).toBeVisible();
  });
});

it("withdraws consent, and does not give it without the notice", async () => {
  giveConsent("camera");
  withdrawConsent("live-server");
  renderInApp(<Settings />);
  const buttons = await screen.findAllByRole("button", { name: "Withdraw" });
  expect(buttons).toHaveLength(1);
  await userEvent.click(buttons[0] as HTMLElement);
  expect(screen.queryByRole("button", { name: "Withdraw" })).toBeNull();
});

it("speaks Polish when that is chosen", async () => {
  renderInApp(<Settings />);
  await userEvent.click(await screen.findByRole("radio", { name: "Polski" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Ustawienia" })).toBeVisible();
  expect(await screen.findByText("mało taneczna")).toBeVisible();
  await userEvent.click(screen.getByRole("radio", { name: "English" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

it("shows the researcher how far a study is, and nobody else", async () => {
  service.use(
    http.get("*/api/v1/session", () =>
      HttpResponse.json({
        accounts: false,
        user: { name: "default", is_administrator: true, has_password: false },
        csrf_token: null,
        oidc: null,
      }),
    ),
    http.get("*/api/v1/studies", () =>
      HttpResponse.json({
        studies: [
          {
            name: "evening",
            strategies: ["affect", "targets"],
            created_on: "2026-05-02",
            pictures: 12,
            participants: { invited: 20, agreed: 14, answered: 13, finished: 11, withdrew: 1 },
            links: [{ number: 484210, step: "lists", judged: 3, path: "/study/secret" }],
          },
        ],
      }),
    ),
  );
  renderInApp(<Settings />);
  expect(await screen.findByRole("heading", { name: "evening" })).toBeVisible();
  expect(screen.getByText("484210")).toBeInTheDocument();
});
