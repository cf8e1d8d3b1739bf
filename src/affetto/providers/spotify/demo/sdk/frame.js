// The stand-in's frame: what its player does, done with the token that the page gave it.

const LOOK_MS = 1000;

let page = "";
let token = "";
let device = "";
let isOnline = false;
let shown = "";
let timer;

window.addEventListener("message", async ({ source, origin, data }) => {
  if (source !== window.parent) return;
  page = origin;
  const answer = await act(data);
  tell({ what: "answer", number: data.number, answer });
});

// Devices whose page is closed are gone.
window.addEventListener("pagehide", () => {
  clearTimeout(timer);
  if (device) ask("DELETE", "/sdk/session", undefined, true);
});

function act({ what, ...details }) {
  switch (what) {
    case "connect":
      token = details.token;
      return connect(details.name);
    case "token":
      token = details.token;
      return look();
    case "state":
      return state();
    case "order":
      return order(details);
  }
}

async function connect(name) {
  const answer = await ask("POST", "/sdk/session", { name });
  if (!answer?.ok) {
    const refused = { 401: "authentication_error", 403: "account_error" };
    const content = await answer?.json().catch(() => null);
    emit(refused[answer?.status] ?? "initialization_error", {
      message: content?.error.message ?? "Failed to initialize player",
    });
    return false;
  }
  device = (await answer.json()).device_id;
  isOnline = true;
  emit("ready", { device_id: device });
  timer = setTimeout(look, LOOK_MS);
  return true;
}

/** Tells the page of changes, and of a service that went away or came back. */
async function look() {
  clearTimeout(timer);
  const answer = await ask("GET", "/v1/me/player");
  if (answer?.status === 401) {
    tell({ what: "token" });
    return;
  }
  const isThere = answer?.ok ?? false;
  if (isThere !== isOnline) emit(isThere ? "ready" : "not_ready", { device_id: device });
  isOnline = isThere;
  if (isThere) {
    const now = stateOf(await contentOf(answer));
    // The position moves by itself.
    const key = JSON.stringify(now && { ...now, position: 0 });
    if (key !== shown) emit("player_state_changed", now);
    shown = key;
  }
  timer = setTimeout(look, LOOK_MS);
}

async function state() {
  const answer = await ask("GET", "/v1/me/player");
  return answer?.ok ? stateOf(await contentOf(answer)) : null;
}

async function order({ method, path }) {
  const answer = await ask(method, `/v1/me/player/${path}`);
  if (!answer?.ok) emit("playback_error", { message: "Cannot perform operation" });
  await look();
}

/** The `WebPlaybackState` of an answer; null where another device plays, or nothing. */
function stateOf(playback) {
  if (playback?.device.id !== device || !playback.item) return null;
  const { item } = playback;
  const names = ({ name, uri }) => ({ name, uri });
  return {
    context: { uri: null, metadata: null },
    disallows: {},
    paused: !playback.is_playing,
    position: playback.progress_ms,
    repeat_mode: 0,
    shuffle: false,
    track_window: {
      current_track: {
        uri: item.uri,
        id: item.id,
        type: "track",
        media_type: "audio",
        name: item.name,
        is_playable: true,
        album: { ...names(item.album), images: [] },
        artists: item.artists.map(names),
      },
      previous_tracks: [],
      next_tracks: [],
    },
  };
}

/** The answer to a request; null where nothing answers. */
function ask(method, path, content, keepalive = false) {
  return fetch(path, {
    method,
    keepalive,
    headers: { Authorization: `Bearer ${token}` },
    body: content && JSON.stringify(content),
  }).catch(() => null);
}

const contentOf = async (answer) => (answer.status === 204 ? null : answer.json());

function emit(event, details) {
  tell({ what: "event", event, details });
}

function tell(message) {
  window.parent.postMessage(message, page);
}
