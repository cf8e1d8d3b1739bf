import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withdrawConsent } from "@/lib/consent";
import { renderInApp } from "@/test/render";
import { CameraDialog } from "./camera-dialog";

const getUserMedia = vi.fn();
const stopped = vi.fn();
const stream = () => {
  const track = Object.assign(new EventTarget(), { stop: stopped });
  return { getTracks: () => [track], getVideoTracks: () => [track] };
};

beforeEach(() => {
  getUserMedia.mockReset().mockImplementation(async () => stream());
  stopped.mockReset();
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: { getUserMedia, enumerateDevices: async () => [] },
  });
});
afterEach(() => withdrawConsent("camera"));

const show = () => renderInApp(<CameraDialog open onClose={() => undefined} />);
const agree = () => userEvent.click(screen.getByRole("button", { name: /Agree/ }));

it("starts no camera before the user agreed", async () => {
  show();
  expect(screen.getByText(/an expression, not a feeling/)).toBeVisible();
  expect(getUserMedia).not.toHaveBeenCalled();
  await agree();
  expect(getUserMedia).toHaveBeenCalledOnce();
});

it("asks only once", async () => {
  const first = show();
  await agree();
  first.unmount();
  show();
  expect(screen.queryByRole("button", { name: /Agree/ })).toBeNull();
  expect(getUserMedia).toHaveBeenCalledTimes(2);
});

it("stops the camera when it is turned off, and when the dialog goes", async () => {
  const view = show();
  await agree();
  await userEvent.click(await screen.findByRole("button", { name: "Turn the camera off" }));
  expect(stopped).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole("button", { name: "Turn the camera on" }));
  await vi.waitFor(() => expect(getUserMedia).toHaveBeenCalledTimes(2));
  view.unmount();
  await vi.waitFor(() => expect(stopped).toHaveBeenCalledTimes(2));
});

it.each([
  ["NotAllowedError", /does not let this page use the camera/],
  ["NotFoundError", /No camera was found/],
  ["NotReadableError", /another program may have it/],
])("says what to do about a %s, and tries again", async (name, sentence) => {
  getUserMedia.mockRejectedValueOnce(new DOMException("", name));
  show();
  await agree();
  expect(await screen.findByRole("alert")).toHaveTextContent(sentence);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: "Take the picture" })).toBeVisible();
});

it("says where cameras are not allowed at all", async () => {
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: undefined });
  show();
  await agree();
  expect(await screen.findByRole("alert")).toHaveTextContent("only on secure pages");
});
