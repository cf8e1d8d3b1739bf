import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { Dialog } from "./dialog";
import { say, Toasts } from "./toast";

/** A page with a dialog from which another is opened. */
function Page() {
  const [open, setOpen] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setOpen(1)}>
        Open
      </button>
      <Dialog open={open > 0} onClose={() => setOpen(0)} title="First">
        <button type="button" onClick={() => setOpen(2)}>
          Deeper
        </button>
        <Dialog open={open > 1} onClose={() => setOpen(1)} title="Second">
          Here
        </Dialog>
      </Dialog>
      <Toasts />
    </>
  );
}

it("says a sentence once, where nothing lies above it, in a region that was there before", async () => {
  render(<Page />);
  const [inPage] = screen.getAllByRole("status");
  act(() => say("Saved."));
  expect(inPage).toHaveTextContent("Saved.");

  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  const first = screen.getByRole("dialog", { name: "First" });
  expect(within(first).getByRole("status")).toHaveTextContent("Saved.");
  expect(screen.getAllByText("Saved.")).toHaveLength(1);

  await userEvent.click(screen.getByRole("button", { name: "Deeper" }));
  const second = screen.getByRole("dialog", { name: "Second" });
  const region = within(second).getByRole("status");
  act(() => say("Saved again."));
  expect(region).toHaveTextContent("Saved again.");

  await userEvent.click(within(second).getAllByRole("button", { name: "Close" })[0] as HTMLElement);
  expect(within(first).getByRole("status")).toHaveTextContent("Saved again.");
  await userEvent.click(within(first).getAllByRole("button", { name: "Close" })[0] as HTMLElement);
  expect(screen.getByRole("status")).toHaveTextContent("Saved again.");
});

it("lets its action be pressed above an open dialog", async () => {
  const run = vi.fn();
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  act(() => say("Removed.", { action: { label: "Undo", run } }));
  const dialog = within(screen.getByRole("dialog", { name: "First" }));
  await userEvent.click(dialog.getByRole("button", { name: "Undo" }));
  expect(run).toHaveBeenCalledOnce();
  expect(screen.queryByText("Removed.")).toBeNull();
});
