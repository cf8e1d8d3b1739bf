import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Markdown } from "./markdown";

it("writes headings below the page's own, lists and emphasis", () => {
  render(<Markdown text={"# Card\n\n- one\n- **two**\n\n3. three"} />);
  expect(screen.getByRole("heading", { level: 2, name: "Card" })).toBeVisible();
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "one",
    "two",
    "three",
  ]);
  expect(screen.getByText("two").tagName).toBe("STRONG");
});

it("writes tables, with a head only where it has words", () => {
  render(<Markdown text={"| | |\n|---|---|\n| Task | faces |"} />);
  expect(screen.queryAllByRole("columnheader")).toEqual([]);
  expect(screen.getByRole("cell", { name: "faces" })).toBeVisible();
});

it("shows HTML as the text that it is", () => {
  const { container } = render(
    <Markdown
      text={'<script>alert(1)</script>\n\n<img src=x onerror="alert(1)"> and <b>bold</b>'}
    />,
  );
  expect(container.querySelector("script, img, b")).toBeNull();
  expect(container).toHaveTextContent("<script>alert(1)</script>");
});

it.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"])(
  "makes no link of %s",
  (address) => {
    render(<Markdown text={`[press me](${address}) ![picture](${address})`} />);
    expect(screen.getByText(/press me/)).toBeVisible();
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.queryByRole("img")).toBeNull();
  },
);

it("does not let a linked page reach back", () => {
  render(<Markdown text="[paper](https://arxiv.org/abs/1911.03599)" />);
  expect(screen.getByRole("link", { name: "paper" })).toHaveAttribute("rel", "noreferrer");
});

it("says special characters as they are meant", () => {
  render(<Markdown text={"`a < b && c` — Frank & Stennett, \\*2001\\*"} />);
  expect(screen.getByText(/Stennett/)).toHaveTextContent("a < b && c — Frank & Stennett, *2001*");
});
