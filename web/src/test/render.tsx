import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { Toasts } from "@/components/toast";

/** A component as the app shows it: with a query client of its own, a place, and toasts. */
export function renderInApp(element: ReactElement, path = "/") {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const location = memoryLocation({ path });
  return {
    ...render(
      <QueryClientProvider client={client}>
        <Router hook={location.hook}>
          {element}
          <Toasts />
        </Router>
      </QueryClientProvider>,
    ),
    client,
  };
}
