import { beforeAll, describe, expect, it, vi } from "vitest";
import { cropFace } from "./face-crops";
import { FaceDetector, MIN_SCORE, PICTURE_SEARCH } from "./face-detection";
import { FaceEmotionClassifier } from "./face-emotion";
import fixture from "./fixtures/picture.json";
import { MovingPictureReader, type Thoroughness } from "./moving-picture-reader";
import { PictureReader } from "./picture-reader";
import { blankRaster, type Raster } from "./raster";
import { readingAsJson } from "./reading-json";
import { SceneClassifier } from "./scene-emotion";
import {
  BackgroundSceneFollower,
  PromptSceneFollower,
  type SceneFollower,
} from "./scene-followers";
import { openShipped, type RasterJson, rasterOf } from "./test-fixtures";

const picture = rasterOf(fixture.picture as RasterJson);
// Executed by other code on other processors, the same network gives a little other figures.
const TOLERANCE = 0.005;

// Networks take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let detector: FaceDetector;
let faceClassifier: FaceEmotionClassifier;
let sceneClassifier: SceneClassifier;

beforeAll(async () => {
  detector = new FaceDetector(await openShipped("centerface"));
  faceClassifier = new FaceEmotionClassifier(await openShipped("face-emotion"));
  sceneClassifier = new SceneClassifier(await openShipped("scene-emotion"));
}, 120_000);

function cutWindow(left: number, top: number): Raster {
  const side = fixture.window_px;
  const part = blankRaster(side, side, 3);
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * picture.width + left) * 3;
    part.data.set(picture.data.subarray(from, from + side * 3), row * side * 3);
  }
  return part;
}

function expectClose(found: object, expected: object): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) {
    const other = Reflect.get(found, key);
    if (typeof value === "number") expect(Math.abs(other - value), key).toBeLessThan(TOLERANCE);
    else if (typeof value === "string") expect(other, key).toBe(value);
    else if (!Array.isArray(value)) expectClose(other, value);
  }
}

describe("a picture", () => {
  it("has its faces where Python finds them", async () => {
    const [face] = await detector.detect(picture, PICTURE_SEARCH);
    for (const [at, [x, y]] of fixture.landmarks.entries()) {
      expect(face.landmarks[at][0]).toBeCloseTo(x, 1);
      expect(face.landmarks[at][1]).toBeCloseTo(y, 1);
    }
  });

  it("is searched at one size where that leaves no doubt, and at all where it shows nothing", async () => {
    const network = await openShipped("centerface");
    const run = vi.fn(network.run);
    const counted = new FaceDetector({ run });
    expect(await counted.detect(picture, PICTURE_SEARCH)).toHaveLength(1);
    expect(run).toHaveBeenCalledTimes(1);
    run.mockClear();
    expect(await counted.detect(blankRaster(400, 300, 3), PICTURE_SEARCH)).toEqual([]);
    expect(run).toHaveBeenCalledTimes(4);
  });

  it("has its face where it is, in whichever part that is searched", async () => {
    const [face] = await detector.detect(picture, PICTURE_SEARCH);
    const around = { x: 22, y: 8, width: 110, height: 120 };
    const sides = { longSidesPx: [120], minScore: MIN_SCORE };
    const [found, ...others] = await detector.detect(
      picture,
      { ...sides, within: around },
      { ...sides, within: { ...around, x: 14 } },
    );
    expect(others).toEqual([]);
    for (const [at, [x, y]] of found.landmarks.entries()) {
      expect(Math.hypot(x - face.landmarks[at][0], y - face.landmarks[at][1])).toBeLessThan(
        face.box.width / 10,
      );
    }
    const elsewhere = { ...sides, within: { x: 0, y: 110, width: 34, height: 34 } };
    expect(await detector.detect(picture, elsewhere)).toEqual([]);
  });

  it("has faces cut out as Python cuts them", async () => {
    const [face] = await detector.detect(picture, PICTURE_SEARCH);
    const crop = cropFace(picture, face);
    const expected = rasterOf(fixture.crop as RasterJson);
    const differences = expected.data.map((value, at) => Math.abs(value - crop.data[at]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });

  it("is read as the service reads it", async () => {
    const reader = new PictureReader(detector, faceClassifier, sceneClassifier);
    const reading = readingAsJson("astronaut", await reader.read(picture));
    const { faces, overall, scene } = fixture.reading;
    expectClose(reading.overall, overall);
    expectClose(reading.scene, scene);
    expect(reading.faces).toHaveLength(faces.length);
    for (const [at, face] of faces.entries()) {
      expectClose(reading.faces[at], face);
      for (const [side, value] of face.box.entries()) {
        expect(Math.abs(reading.faces[at].box[side] - value)).toBeLessThanOrEqual(0.11);
      }
    }
  });

  it("without anything in it has no face, and a scene all the same", async () => {
    const reader = new PictureReader(detector, faceClassifier, sceneClassifier);
    const reading = await reader.read(blankRaster(64, 48, 3));
    expect(reading.faces).toEqual([]);
    expect(reading.overall.source).toBe("scene");
  });
});

/** For tests of faces: a scene that was read once. */
const stillScene: SceneFollower = {
  follow: async () => ({
    emotions: { joy: 1, sadness: 0, liveliness: 0, melancholy: 0 },
    point: { valence: 0.7, arousal: 0 },
    context: {},
  }),
  forget: () => undefined,
};

function openReader(thoroughness: Thoroughness, scenes = stillScene) {
  return new MovingPictureReader(detector, faceClassifier, scenes, thoroughness);
}

describe("a moving picture", () => {
  it("is read frame by frame as Python reads it", async () => {
    const reader = openReader("every-frame", new PromptSceneFollower(sceneClassifier));
    for (const frame of fixture.frames) {
      const reading = await reader.read(frame.time_s, cutWindow(frame.left, frame.top));
      expect(reading.emotion).toBe(frame.emotion);
      expect(reading.overall.source).toBe(frame.source);
      expect(Math.abs(reading.overall.point.valence - frame.valence)).toBeLessThan(TOLERANCE);
      expect(Math.abs(reading.overall.point.arousal - frame.arousal)).toBeLessThan(TOLERANCE);
      expect(reading.faces.map(({ track }) => [track.id, track.seen])).toEqual(
        frame.faces.map(({ id, seen }) => [id, seen]),
      );
      for (const [at, face] of frame.faces.entries()) {
        expect(reading.faces[at].emotion).toBe(face.emotion);
        expectClose(reading.faces[at].reading.emotions, face.emotions);
      }
    }
  });

  it("follows faces between the frames in which it reads expressions", async () => {
    const reader = openReader("paced");
    const first = await reader.read(0, cutWindow(0, 0));
    const second = await reader.read(0.001, cutWindow(6, 6));
    expect(first.expressionsRead).toBe(true);
    expect(second.expressionsRead).toBe(false);
    const [before, after] = [first.faces[0], second.faces[0]];
    expect(after.track.id).toBe(before.track.id);
    expect(before.track.face.box.x - after.track.face.box.x).toBeGreaterThan(3);
    expect(after.reading.face).toBe(after.track.face);
    expect(after.reading.emotions).toEqual(before.reading.emotions);
  });

  it("names the face of each frame where they come too seldom to follow it", async () => {
    const reader = openReader("paced");
    for (const timeS of [0, 1, 2]) {
      const reading = await reader.read(timeS, cutWindow(0, 12));
      expect([reading.emotion, reading.overall.source]).toEqual(["happy", "faces"]);
    }
  });

  it("takes a frame of the same time for the same frame", async () => {
    const reader = openReader("every-frame");
    const first = await reader.read(1, cutWindow(0, 0));
    expect(await reader.read(1, cutWindow(9, 9))).toBe(first);
  });

  it("refuses frames that go back in time, and can be used on", async () => {
    const reader = openReader("every-frame");
    await reader.read(1, cutWindow(0, 0));
    await expect(reader.read(0.5, cutWindow(0, 0))).rejects.toThrow(RangeError);
    await expect(reader.read(Number.NaN, cutWindow(0, 0))).rejects.toThrow(RangeError);
    expect((await reader.read(1.1, cutWindow(0, 0))).faces[0].track.id).toBe(1);
  });

  it("starts a shot with a frame of another size", async () => {
    const reader = openReader("every-frame");
    await reader.read(0, cutWindow(0, 0));
    const reading = await reader.read(0.1, picture);
    expect(reading.faces[0].track).toMatchObject({ id: 2, firstSeenS: 0.1 });
  });
});

describe("a scene in the background", () => {
  it("lets frames go on with the scene as it was last read", async () => {
    let finish: (() => void) | undefined;
    let readings = 0;
    const slow = {
      async read(rgb: Raster) {
        readings++;
        if (readings > 1) await new Promise<void>((resolve) => (finish = resolve));
        return sceneClassifier.read(rgb);
      },
    };
    const scenes = new BackgroundSceneFollower(slow);
    const first = await scenes.follow(0, picture, true);
    expect(await scenes.follow(100, cutWindow(0, 0), true)).toBe(first);
    expect(await scenes.follow(200, cutWindow(0, 0), true)).toBe(first);
    expect(readings).toBe(2);
    finish?.();
    await expect.poll(() => scenes.follow(200, cutWindow(0, 0), true)).not.toBe(first);
  });

  it("is read more often where there is no face", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    let readings = 0;
    const scenes = new BackgroundSceneFollower({
      async read(rgb: Raster) {
        readings++;
        vi.advanceTimersByTime(600);
        return sceneClassifier.read(rgb);
      },
    });
    await scenes.follow(0, picture, true);
    await scenes.follow(2.1, picture, true);
    expect(readings).toBe(1);
    await scenes.follow(2.1, picture, false);
    expect(readings).toBe(2);
    vi.useRealTimers();
  });

  it("tells the next frame what went wrong", async () => {
    const broken = { read: () => Promise.reject(new Error("no memory")) };
    const scenes = new BackgroundSceneFollower(broken);
    await expect(scenes.follow(0, picture, true)).rejects.toThrow("no memory");
    await expect(scenes.follow(1, picture, true)).rejects.toThrow("no memory");
  });
});
