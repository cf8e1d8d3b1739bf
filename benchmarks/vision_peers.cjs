// The peers of `vision.py` that are written in JavaScript: face-api and Human.
//
//     npm install --prefix node @vladmandic/face-api @vladmandic/human \
//         @tensorflow/tfjs @tensorflow/tfjs-backend-wasm
//     NODE_PATH=node/node_modules node vision_peers.cjs NAME FACES.npy PROBABILITIES.f32
//
// FACES.npy holds faces uint8 [n, 48, 48]. PROBABILITIES.f32 becomes float32 [n, 7], raw and in the
// machine's order of bytes, the emotions in the order of FER2013's labels. The faces are cut
// already, so that each network gets them without the search, and the cutting, of its library.

const fs = require("node:fs");
const path = require("node:path");
const tf = require("@tensorflow/tfjs");
require("@tensorflow/tfjs-backend-wasm");

const SIDE = 48;
const BATCH = 64;
const EMOTIONS = 7;

const PEERS = { "face-api": loadFaceApi, human: loadHuman };

/** The expression network of face-api: pixels float32 [n, 48, 48, 1] of 0 to 255 -> [n][7]. */
async function loadFaceApi() {
  const faceapi = require("@vladmandic/face-api/dist/face-api.node-wasm.js");
  const order = ["angry", "disgusted", "fearful", "happy", "sad", "surprised", "neutral"];
  const network = faceapi.nets.faceExpressionNet;
  await network.loadFromDisk(modelsOf("@vladmandic/face-api", "model"));
  return async (pixels) => {
    const pictures = tf.tidy(() => tf.unstack(tf.tile(pixels, [1, 1, 1, 3])));
    const answers = await network.predictExpressions(pictures);
    tf.dispose(pictures);
    return answers.map((answer) => order.map((emotion) => answer[emotion]));
  };
}

/** The emotion network of Human, which asks for 64 pixels in [-1, 1]. */
async function loadHuman() {
  const file = path.join(modelsOf("@vladmandic/human", "models"), "emotion");
  const { modelTopology, weightsManifest } = JSON.parse(fs.readFileSync(`${file}.json`, "utf8"));
  const weightData = Uint8Array.from(fs.readFileSync(`${file}.bin`)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const network = await tf.loadGraphModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData }),
  );
  const [, height, width] = network.inputs[0].shape;
  return async (pixels) => {
    const answers = tf.tidy(() =>
      network.execute(tf.image.resizeBilinear(pixels, [height, width]).div(127.5).sub(1)),
    );
    const rows = await answers.array();
    tf.dispose(answers);
    return rows;
  };
}

function modelsOf(name, folder) {
  return path.join(process.env.NODE_PATH, name, folder);
}

function readFaces(file) {
  const bytes = fs.readFileSync(file);
  const header = 10 + bytes.readUInt16LE(8); // NumPy's format 1.0
  return Float32Array.from(bytes.subarray(header));
}

async function main([name, faces, target]) {
  await tf.setBackend("wasm");
  const classify = await PEERS[name]();
  const pixels = readFaces(faces);
  const count = pixels.length / SIDE ** 2;
  const probabilities = new Float32Array(count * EMOTIONS);
  for (let first = 0; first < count; first += BATCH) {
    const rows = Math.min(BATCH, count - first);
    const part = pixels.subarray(first * SIDE ** 2, (first + rows) * SIDE ** 2);
    const batch = tf.tensor4d(part, [rows, SIDE, SIDE, 1]);
    probabilities.set((await classify(batch)).flat(), first * EMOTIONS);
    tf.dispose(batch);
  }
  fs.writeFileSync(target, Buffer.from(probabilities.buffer));
}

main(process.argv.slice(2));
