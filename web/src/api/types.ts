/** The shapes of the service by the names that the page uses. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Affect = Schemas["AffectOut"];
/** What was read before, as the service takes it. */
export type AffectRead = Schemas["AffectIn"];
/** x, y, width and height in pixels of the upright picture. */
export type Box = [x: number, y: number, width: number, height: number];
export type FaceReading = Omit<Schemas["FaceOut"], "box"> & { box: Box };
export type PictureReading = Omit<Schemas["ReadingOut"], "faces"> & { faces: FaceReading[] };
export type Reading = Pick<Affect, "emotion" | "emotions" | "valence" | "arousal">;
export type Overlay = Omit<Schemas["OverlayOut"], "box"> & { box: Box };
export type MatchedTrack = Schemas["MatchedTrackOut"];
export type Match = Schemas["MatchOut"];
export type MatchWish = Schemas["MatchIn"];
export type HistoryEntry = Schemas["HistoryEntryOut"];
export type KeptMatch = Schemas["KeptMatchOut"];
export type PlaylistEntry = Schemas["PlaylistEntryOut"];
export type Options = Schemas["OptionsOut"];
export type Session = Schemas["SessionOut"];
export type Job = Schemas["JobOut"];
export type Timeline = Schemas["TimelineOut"];
export type Loosening = Schemas["LooseningOut"];
