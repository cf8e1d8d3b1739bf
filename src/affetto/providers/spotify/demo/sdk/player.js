// A stand-in for Spotify's Web Playback SDK, with the interface that its reference documents. It
// comes with Affetto's demonstration, is not Spotify's, and makes no sound.
(() => {
  const { origin } = new URL(document.currentScript.src);

  class Player {
    #name;
    #getOAuthToken;
    #volume;
    #listeners = new Map();
    #frame = null;
    #answers = new Map();
    #count = 0;

    constructor({ name, getOAuthToken, volume = 1 }) {
      this.#name = name;
      this.#getOAuthToken = getOAuthToken;
      this.#volume = volume;
    }

    addListener(event, callback) {
      const callbacks = this.#listeners.get(event) ?? [];
      if (callbacks.includes(callback)) return false;
      this.#listeners.set(event, [...callbacks, callback]);
      return true;
    }

    on(event, callback) {
      return this.addListener(event, callback);
    }

    removeListener(event, callback) {
      const callbacks = this.#listeners.get(event) ?? [];
      const left = callback ? callbacks.filter((each) => each !== callback) : [];
      this.#listeners.set(event, left);
      return left.length < callbacks.length;
    }

    async connect() {
      await this.#openFrame();
      return this.#ask("connect", { name: this.#name, token: await this.#token() });
    }

    disconnect() {
      // The frame says good-bye by itself when it goes.
      this.#frame?.remove();
      this.#frame = null;
      window.removeEventListener("message", this.#hear);
    }

    getCurrentState() {
      return this.#ask("state");
    }

    async setName(name) {
      this.#name = name;
    }

    async getVolume() {
      return this.#volume;
    }

    async setVolume(volume) {
      this.#volume = volume;
      await this.#ask("order", {
        method: "PUT",
        path: `volume?volume_percent=${Math.round(volume * 100)}`,
      });
    }

    pause() {
      return this.#ask("order", { method: "PUT", path: "pause" });
    }

    resume() {
      return this.#ask("order", { method: "PUT", path: "play" });
    }

    async togglePlay() {
      const state = await this.getCurrentState();
      await (state?.paused === false ? this.pause() : this.resume());
    }

    seek(position) {
      return this.#ask("order", {
        method: "PUT",
        path: `seek?position_ms=${Math.round(position)}`,
      });
    }

    previousTrack() {
      return this.#ask("order", { method: "POST", path: "previous" });
    }

    nextTrack() {
      return this.#ask("order", { method: "POST", path: "next" });
    }

    async activateElement() {}

    async #openFrame() {
      this.disconnect();
      const frame = document.createElement("iframe");
      frame.src = `${origin}/sdk/frame`;
      frame.allow = "encrypted-media; autoplay";
      frame.hidden = true;
      frame.title = "Player";
      this.#frame = frame;
      window.addEventListener("message", this.#hear);
      await new Promise((loaded) => {
        frame.addEventListener("load", loaded, { once: true });
        document.body.append(frame);
      });
    }

    #token() {
      return new Promise((resolve) => this.#getOAuthToken(resolve));
    }

    #ask(what, details = {}) {
      if (!this.#frame) return Promise.resolve(null);
      const number = ++this.#count;
      this.#frame.contentWindow.postMessage({ number, what, ...details }, origin);
      return new Promise((resolve) => this.#answers.set(number, resolve));
    }

    #hear = async ({ source, data }) => {
      if (source !== this.#frame?.contentWindow) return;
      if (data.what === "answer") {
        this.#answers.get(data.number)?.(data.answer);
        this.#answers.delete(data.number);
      } else if (data.what === "event") {
        for (const callback of this.#listeners.get(data.event) ?? []) callback(data.details);
      } else if (data.what === "token") {
        await this.#ask("token", { token: await this.#token() });
      }
    };
  }

  window.Spotify = { Player };
  window.onSpotifyWebPlaybackSDKReady();
})();
