import type { Job } from "@/api/types";

/** New tracks, and what could not be used, line by line; null before the end of a job. */
export function readReport(report: Job["report"]): { added: number; faults: string[] } | null {
  if (!report) return null;
  if ("bad_rows" in report) return { added: report.new, faults: report.bad_rows };
  if ("merged" in report) {
    const faults = report.failures.map(({ name, reason }) => `${name}: ${reason}`);
    return { added: report.new, faults };
  }
  return {
    added: report.added + report.found,
    faults: report.failures.map(({ path, reason }) => `${path}: ${reason}`),
  };
}
