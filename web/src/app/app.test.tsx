import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { feel, sayMood } from "@/features/feel/wish";
import { problem, service } from "@/test/service";
import { App } from "./app";

beforeAll(() => service.listen());
afterAll(() => service.close());
beforeEach(() => window.history.replaceState(null, "", "/"));
afterEach(() => {
  service.resetHandlers();
  sayMood(null);
});

function show() {
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <App />
    </QueryClientProvider>,
  );
}

const withAccounts = (user: string | null) =>
  http.get("*/api/v1/session", () =>
    HttpResponse.json({
      accounts: true,
      user: user && { name: user },
      csrf_token: user && "token",
      oidc: null,
    }),
  );

it("opens on Feel, and says so in the navigation", async () => {
  show();
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("See a picture");
  expect(screen.getByRole("link", { name: "Feel" })).toHaveAttribute("aria-current", "page");
});

it("lets the keyboard skip the navigation first of all", async () => {
  show();
  await userEvent.tab();
  const skip = screen.getByRole("link", { name: "Skip to content" });
  expect(skip).toHaveFocus();
  expect(document.querySelector(skip.getAttribute("href") as string)?.tagName).toBe("MAIN");
});

it("says that a page does not exist", async () => {
  window.history.replaceState(null, "", "/nowhere");
  show();
  expect(await screen.findByRole("heading", { name: "Nothing here" })).toBeVisible();
});

it("asks to sign in where there are accounts, and remembers where from", async () => {
  service.use(withAccounts(null));
  show();
  await waitFor(() => expect(window.location.pathname).toBe("/login"));
  expect(new URLSearchParams(window.location.search).get("to")).toBe("/");
});

it("keeps what was said when the session ends meanwhile", async () => {
  service.use(withAccounts("ada"));
  show();
  await userEvent.click(await screen.findByRole("button", { name: "sad" }));
  await screen.findByText("Track 1");
  service.use(
    withAccounts(null),
    http.post("*/api/v1/matches", () => problem(401, "session", "sign in")),
  );
  await userEvent.click(screen.getByRole("radio", { name: "Lift" }));
  await waitFor(() =>
    expect(screen.getAllByRole("dialog").some((dialog) => dialog.hasAttribute("open"))).toBe(true),
  );
  expect(window.location.pathname).toBe("/");
  expect(feel.get().said).toEqual({ kind: "word", word: "sad" });
});
