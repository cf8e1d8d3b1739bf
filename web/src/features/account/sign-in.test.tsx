import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { send, setCsrfToken } from "@/api/client";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import { destination } from "./sign-in";
import { SignInForm } from "./sign-in-form";

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
afterEach(() => {
  service.resetHandlers();
  setCsrfToken(null);
});

it.each([
  ["/library?text=x", "/library?text=x"],
  [null, "/"],
  ["https://elsewhere.example", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["/login?to=/login", "/"],
  ["/\t/elsewhere.example", "/"],
  ["/library\\..\\..", "/"],
  ["library", "/"],
])("goes on from %s to %s, and never out of this app", (to, expected) => {
  expect(destination(to)).toBe(expected);
});

async function enter(password: string) {
  await userEvent.type(await screen.findByLabelText("Name"), "ada");
  await userEvent.type(screen.getByLabelText("Password"), `${password}{Enter}`);
}

it("signs in, and sends the token along with what follows", async () => {
  let token: string | null = null;
  service.use(
    http.post("*/api/v1/session", () =>
      HttpResponse.json({
        accounts: true,
        user: { name: "ada", is_administrator: false, has_password: true },
        csrf_token: "fresh",
        oidc: null,
      }),
    ),
    http.delete("*/api/v1/taste", ({ request }) => {
      token = request.headers.get("X-CSRF-Token");
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const onDone = vi.fn();
  renderInApp(<SignInForm oidc={null} to="/" onDone={onDone} />);
  await enter("right");
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  await send("DELETE", "/taste");
  expect(token).toBe("fresh");
});

it("says that name or password is wrong, keeps the name and clears the password", async () => {
  service.use(http.post("*/api/v1/session", () => problem(401, "credentials", "wrong")));
  renderInApp(<SignInForm oidc={null} to="/" onDone={() => undefined} />);
  await enter("wrong");
  expect(await screen.findByRole("alert")).toHaveTextContent("The name or the password is wrong.");
  expect(screen.getByLabelText("Name")).toHaveValue("ada");
  expect(screen.getByLabelText("Password")).toHaveValue("");
});

it("says how long to wait after too many tries", async () => {
  service.use(
    http.post("*/api/v1/session", () => problem(429, "busy", "wait", { "Retry-After": "170" })),
  );
  renderInApp(<SignInForm oidc={null} to="/" onDone={() => undefined} />);
  await enter("guess");
  expect(await screen.findByRole("alert")).toHaveTextContent("Wait 3 minutes");
});

it("offers the identity provider by its name, and asks to be brought back", async () => {
  const oidc = { name: "Example University" };
  renderInApp(<SignInForm oidc={oidc} to="/library?text=x" onDone={() => undefined} />);
  expect(
    await screen.findByRole("link", { name: "Sign in with Example University" }),
  ).toHaveAttribute("href", "/api/v1/session/oidc/start?to=%2Flibrary%3Ftext%3Dx");
});
