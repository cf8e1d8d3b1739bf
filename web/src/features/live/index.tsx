import { useConsent } from "@/lib/consent";
import { Notice } from "./notice";
import { Stage } from "./stage";

/** The camera in real time, and music that follows. */
export default function Live() {
  return useConsent("camera") ? <Stage /> : <Notice />;
}
