import "i18next";
import type account from "./en/account.json";
import type common from "./en/common.json";
import type feel from "./en/feel.json";
import type library from "./en/library.json";
import type live from "./en/live.json";
import type models from "./en/models.json";
import type player from "./en/player.json";
import type services from "./en/services.json";
import type settings from "./en/settings.json";
import type study from "./en/study.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      account: typeof account;
      common: typeof common;
      feel: typeof feel;
      library: typeof library;
      live: typeof live;
      models: typeof models;
      player: typeof player;
      services: typeof services;
      settings: typeof settings;
      study: typeof study;
    };
  }
}
