import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderInApp } from "@/test/render";
import { AffectPlane } from "./affect-plane";

const MIDDLE = { valence: 0, arousal: 0 };

it("is moved by the arrow keys, in larger steps with Shift", async () => {
  const onSettle = vi.fn();
  renderInApp(<AffectPlane point={MIDDLE} onSettle={onSettle} />);
  const handle = screen.getByRole("slider");
  handle.focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(onSettle).toHaveBeenLastCalledWith({ valence: 0.02, arousal: 0 });
  await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}");
  expect(onSettle).toHaveBeenLastCalledWith({ valence: 0, arousal: 0.1 });
});

it("stays within the plane", async () => {
  const onSettle = vi.fn();
  renderInApp(<AffectPlane point={{ valence: 1, arousal: -1 }} onSettle={onSettle} />);
  screen.getByRole("slider").focus();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  for (const [point] of onSettle.mock.calls) expect(point).toEqual({ valence: 1, arousal: -1 });
});

it("says both coordinates", () => {
  renderInApp(<AffectPlane point={{ valence: 0.5, arousal: -0.25 }} onSettle={() => undefined} />);
  expect(screen.getByRole("slider")).toHaveAttribute(
    "aria-valuetext",
    "valence +0.50, arousal -0.25",
  );
});

it("takes the point where it is let go", () => {
  const onSettle = vi.fn();
  renderInApp(<AffectPlane point={MIDDLE} onSettle={onSettle} />);
  const surface = screen.getByRole("slider").parentElement as HTMLElement;
  surface.setPointerCapture = () => undefined;
  surface.getBoundingClientRect = () => new DOMRect(0, 0, 200, 200);
  fireEvent.pointerDown(surface, { clientX: 100, clientY: 100 });
  fireEvent.pointerMove(surface, { clientX: 150, clientY: 50 });
  fireEvent.pointerUp(surface, { clientX: 150, clientY: 50 });
  expect(onSettle).toHaveBeenCalledExactlyOnceWith({ valence: 0.5, arousal: 0.5 });
});

it("only shows a point that nobody may move", () => {
  renderInApp(<AffectPlane point={MIDDLE} />);
  expect(screen.queryByRole("slider")).toBeNull();
  expect(screen.getByRole("img", { name: /valence/ })).toBeVisible();
});

it("picks the nearest of its tracks, and none that lies far off", () => {
  const onPick = vi.fn();
  const points = [
    { id: 1, valence: 0.5, arousal: 0.5 },
    { id: 2, valence: 0.52, arousal: 0.5 },
  ];
  renderInApp(<AffectPlane point={MIDDLE} points={points} onPick={onPick} />);
  const surface = screen.getByRole("img").parentElement as HTMLElement;
  surface.getBoundingClientRect = () => new DOMRect(0, 0, 200, 200);
  fireEvent.pointerDown(surface, { clientX: 153, clientY: 50 });
  fireEvent.pointerDown(surface, { clientX: 20, clientY: 20 });
  expect(onPick).toHaveBeenCalledExactlyOnceWith(2);
});
