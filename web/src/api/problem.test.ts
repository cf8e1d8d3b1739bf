import { expect, it } from "vitest";
import { Problem, problemSentence } from "./problem";

const answer = (status: number, body: object | string, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

it("reads what the service says is wrong", async () => {
  const problem = await Problem.from(
    answer(409, { type: "urn:affetto:problem:nothing-passes", detail: "none passes" }),
  );
  expect(problem).toMatchObject({ status: 409, kind: "nothing-passes", message: "none passes" });
});

it("says the service's own sentence of what only it can know", async () => {
  const problem = await Problem.from(answer(422, { detail: "photo.jpg: not a picture" }));
  expect(problemSentence(problem)).toBe("photo.jpg: not a picture");
});

it("says when a full queue may be asked again", async () => {
  const problem = await Problem.from(answer(429, {}, { "Retry-After": "3" }));
  expect(problemSentence(problem)).toContain("in 3 seconds");
});

it("has a sentence for a service that cannot be reached, and for an answer that is none", async () => {
  expect(problemSentence(Problem.offline())).toContain("cannot be reached");
  expect(problemSentence(await Problem.from(answer(502, "<html>")))).toMatch(/\w/);
  expect(problemSentence(new TypeError("undefined is not a function"))).not.toContain("undefined");
});
