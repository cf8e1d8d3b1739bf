/** Plays the queue on a device of a service, and shows in the player what happens there. */

import i18next from "i18next";
import { navigate } from "wouter/use-browser-location";
import { send } from "@/api/client";
import { Problem, problemSentence } from "@/api/problem";
import { queryClient } from "@/api/query-client";
import type { components } from "@/api/schema";
import {
  type MusicService,
  type Playback,
  pathOf,
  type ServiceDevice,
  servicesQuery,
} from "@/api/services";
import { say } from "@/components/toast";
import {
  handOver,
  type PlayerTrack,
  player,
  type Remote,
  react,
  showMoodOf,
  takeBack,
} from "./player";

type Played = components["schemas"]["PlayedOut"];

const LOOK_MS = 3000;
// Services tell what was there before for a moment after an order.
const SETTLE_MS = 700;
const SLOWEST_LOOK_MS = 60_000;
const TICK_MS = 500;
// Each is looked for at the service; what comes after them is sent when they are over.
const MOST_TRACKS = 100;
// Less is not worth a jump when music moves from one place to another.
const WORTH_SEEKING_S = 3;
const HEARD_FROM = 0.5;
// What stops so near to its end has ended, as far as looks every few seconds can tell.
const END_S = 5;
/** Problems after which a service takes no further order. */
const LOST = new Set(["service-sign-in", "service-not-connected", "service-cannot"]);

let active: ServicePlayer | null = null;

/**
 * Plays on a device of a service: the queue from where it is, or a list from its beginning.
 *
 * The answer is how many of the tracks the service has. Where it throws a `Problem`, everything
 * plays on as before.
 */
export async function playOn(
  service: Pick<MusicService, "name" | "title">,
  device: ServiceDevice,
  list?: readonly PlayerTrack[],
): Promise<{ found: number; of: number }> {
  if (active?.service === service.name && !list) {
    await active.transfer(device);
    return { found: 0, of: 0 };
  }
  const { queue, index, position } = player.get();
  const fresh = new ServicePlayer(service.name, device);
  return list ? fresh.take(list, 0, 0) : fresh.take(queue, Math.max(0, index), position);
}

/** Goes on in this page; what played elsewhere is paused there. */
export function playHere(): void {
  if (!active) return;
  const { playing } = player.get();
  // It may be out of reach, which is then no reason to stay with it.
  if (playing) send("PUT", `${pathOf(active.service)}/player/pause`).catch(() => undefined);
  takeBack(playing);
}

/** Falls silent on a service's device and comes back to this page, before it is disconnected. */
export async function leaveService(name: string): Promise<void> {
  if (active?.service !== name) return;
  const { playing } = player.get();
  takeBack(false);
  if (playing) await send("PUT", `${pathOf(name)}/player/pause`).catch(() => undefined);
}

/** Comes back to this page, silent, if a device that is gone was what it played on. */
export function loseDevice(service: string, device: string): boolean {
  if (active?.service !== service || active.deviceId !== device) return false;
  takeBack(false);
  return true;
}

class ServicePlayer implements Remote {
  readonly service: string;
  #device: ServiceDevice;
  /** Places in the queue by what the service calls the track. */
  #places = new Map<string, number[]>();
  #isChanged = false;
  #hasLeft = false;

  #orders: Promise<unknown> = Promise.resolve();
  /** Settings that wait for their turn: of several only the last counts. */
  #settings = new Map<string, object>();
  #waiting = 0;
  #given = 0;

  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #ticked = 0;

  constructor(service: string, device: ServiceDevice) {
    this.service = service;
    this.#device = device;
  }

  get deviceId(): string {
    return this.#device.id;
  }

  get #path(): string {
    return `${pathOf(this.service)}/player`;
  }

  /** Sends a list, and steers from then on. */
  async take(queue: readonly PlayerTrack[], index: number, position: number) {
    const { first, found, of } = await this.#send(queue, index);
    const isSame = first === index && position > WORTH_SEEKING_S;
    const volume = this.#device.volume;
    if (active && active.service !== this.service && player.get().playing) {
      send("PUT", `${active.#path}/pause`).catch(() => undefined);
    }
    handOver(this, {
      queue,
      index: first,
      playing: true,
      position: isSame ? position : 0,
      duration: queue[first]?.duration_s ?? 0,
      ...(volume === null ? {} : { volume: volume / 100 }),
      output: this.#output(volume !== null),
    });
    active = this;
    if (queue[first]) showMoodOf(queue[first]);
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#ticked = performance.now();
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    if (isSame) this.seek(position);
    this.#plan(SETTLE_MS);
    return { found, of };
  }

  async transfer(device: ServiceDevice): Promise<void> {
    this.#given += 1;
    await send("PUT", `${this.#path}/device`, { json: { device: device.id } });
    this.#device = device;
    const { volume } = device;
    player.set({
      output: this.#output(volume !== null),
      ...(volume === null ? {} : { volume: volume / 100 }),
    });
    this.#plan(SETTLE_MS);
  }

  play(index: number): void {
    // Until the service has taken them, nothing that plays there stands in the queue.
    this.#places.clear();
    this.#order(async () => {
      const { queue } = player.get();
      const { first } = await this.#send(queue, index);
      player.set({
        index: first,
        position: 0,
        duration: queue[first]?.duration_s ?? 0,
        playing: true,
        waiting: false,
      });
    });
  }

  resume(): void {
    player.set({ playing: true });
    this.#order(() => send("PUT", `${this.#path}/resume`));
  }

  pause(): void {
    player.set({ playing: false });
    this.#order(() => send("PUT", `${this.#path}/pause`));
  }

  next(): void {
    const { index } = player.get();
    if (this.#isChanged || index >= Math.max(...this.#sent)) this.play(index + 1);
    else this.#step("next");
  }

  previous(): void {
    const { index } = player.get();
    // The service does not know what stands before that with which it began.
    if (this.#isChanged || index <= Math.min(...this.#sent)) this.play(index - 1);
    else this.#step("previous");
  }

  seek(position: number): void {
    this.#set("position", { position_s: position });
  }

  setVolume(volume: number): void {
    this.#set("volume", { volume: Math.round(volume * 100) });
  }

  enqueue(track: PlayerTrack): void {
    const place = player.get().queue.length - 1;
    this.#order(async () => {
      const found = await send<components["schemas"]["FoundTrackOut"]>(
        "POST",
        `${this.#path}/queue`,
        { json: { track: track.id } },
      );
      if (found.at_service) this.#remember(found.at_service.id, place);
    });
  }

  noteChange(): void {
    this.#isChanged = true;
  }

  leave(): void {
    this.#hasLeft = true;
    if (active === this) active = null;
    clearTimeout(this.#timer);
    clearInterval(this.#ticker);
    document.removeEventListener("visibilitychange", this.#onVisibility);
  }

  /** Lets the service play a queue from a place on; the answer is where that begins. */
  async #send(queue: readonly PlayerTrack[], index: number) {
    const wanted = queue.slice(index, index + MOST_TRACKS);
    const { tracks } = await send<Played>("PUT", `${this.#path}/tracks`, {
      json: { tracks: wanted.map(({ id }) => id), device: this.#device.id },
    });
    this.#places.clear();
    const places = tracks.flatMap(({ at_service }, offset) => {
      if (!at_service) return [];
      this.#remember(at_service.id, index + offset);
      return [index + offset];
    });
    this.#isChanged = false;
    return { first: places[0] ?? index, found: places.length, of: wanted.length };
  }

  /** Places in the queue that the service knows. */
  get #sent(): number[] {
    return [...this.#places.values()].flat();
  }

  #remember(id: string, place: number): void {
    this.#places.set(id, [...(this.#places.get(id) ?? []), place]);
  }

  #step(way: "next" | "previous"): void {
    player.set({ waiting: true, position: 0 });
    this.#order(async () => {
      await send("POST", `${this.#path}/${way}`);
      player.set({ waiting: false });
    });
  }

  #set(what: "volume" | "position", json: object): void {
    const waits = this.#settings.has(what);
    this.#settings.set(what, json);
    if (waits) return;
    this.#order(async () => {
      const last = this.#settings.get(what);
      this.#settings.delete(what);
      await send("PUT", `${this.#path}/${what}`, { json: last });
    });
  }

  /** Orders are given one after the other; then it is looked what came of them. */
  #order(act: () => Promise<unknown>): void {
    this.#given += 1;
    this.#waiting += 1;
    clearTimeout(this.#timer);
    this.#orders = this.#orders
      .then(() => (this.#hasLeft ? undefined : act()))
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#waiting -= 1;
        if (this.#waiting === 0) this.#plan(SETTLE_MS);
      });
  }

  #plan(pause: number): void {
    clearTimeout(this.#timer);
    if (this.#hasLeft || document.hidden) return;
    this.#timer = setTimeout(() => void this.#look(), pause);
  }

  #onVisibility = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else this.#plan(0);
  };

  async #look(): Promise<void> {
    const given = this.#given;
    try {
      const playback = await send<Playback>("GET", this.#path);
      if (this.#hasLeft) return;
      this.#failures = 0;
      // What was ordered meanwhile is not in it yet.
      if (given === this.#given) this.#show(playback);
    } catch (error) {
      this.#failures += 1;
      // A service that stays away is told of once.
      if (this.#failures === 1) this.#fail(error);
    }
    if (this.#waiting === 0) {
      this.#plan(Math.min(LOOK_MS * 2 ** this.#failures, SLOWEST_LOOK_MS));
    }
  }

  #show({ track, is_playing, position_s, volume, device }: Playback): void {
    if (device) this.#device = device;
    const { index, queue, playing, position, duration } = player.get();
    const place = track ? this.#placeOf(track.id, index) : index;
    const isOver = playing && !is_playing && duration > 0 && position >= duration - END_S;
    const hasMoved = place !== index || isOver;
    if (hasMoved) this.#noteMove(index);
    // What is to come was chosen anew meanwhile, or is more than was sent at once.
    const goesOn = (hasMoved && this.#isChanged) || isOver;
    if (goesOn && index + 1 < queue.length) {
      this.play(index + 1);
      return;
    }
    const other =
      track && place === undefined ? { title: track.title, artist: track.artist } : null;
    const shown = place === undefined ? undefined : queue[place];
    if (shown && place !== index) showMoodOf(shown);
    player.set({
      index: place ?? index,
      playing: is_playing,
      waiting: false,
      position: position_s,
      duration: track?.duration_s ?? shown?.duration_s ?? 0,
      ...(volume === null ? {} : { volume: volume / 100 }),
      output: { ...this.#output(volume !== null), other },
    });
    this.#ticked = performance.now();
  }

  /** The place of a track nearest to where the queue is, what is to come before what was. */
  #placeOf(id: string, index: number): number | undefined {
    const places = this.#places.get(id) ?? [];
    return places.find((place) => place >= index) ?? places[0];
  }

  /** The service went on by itself: what played before was heard, if most of it was. */
  #noteMove(from: number): void {
    const { queue, position, duration } = player.get();
    const track = queue[from];
    if (track && duration > 0 && position / duration >= HEARD_FROM) react("play", track);
  }

  /** Between two looks the time goes on as music does. */
  #tick(): void {
    const now = performance.now();
    const passed = (now - this.#ticked) / 1000;
    this.#ticked = now;
    const { playing, position, duration } = player.get();
    if (!playing || duration <= 0) return;
    player.set({ position: Math.min(duration, position + passed) });
  }

  #output(hasVolume: boolean) {
    const { id, name } = this.#device;
    return { service: this.service, device: { id, name }, hasVolume, other: null };
  }

  #fail(error: unknown): void {
    if (this.#hasLeft) return;
    player.set({ waiting: false });
    const isLost = error instanceof Problem && LOST.has(error.kind);
    say(problemSentence(error), {
      tone: "alarm",
      ...(isLost && {
        action: {
          label: i18next.getFixedT(null, "player")("output.settings"),
          run: () => navigate("/settings/services"),
        },
      }),
    });
    if (!isLost) return;
    takeBack(false);
    // How one stands with the service is another now than the page knows.
    void queryClient.invalidateQueries({ queryKey: servicesQuery.queryKey });
  }
}
