import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { AppWindow, Check, Laptop, Speaker } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { send } from "@/api/client";
import { problemSentence } from "@/api/problem";
import type { components } from "@/api/schema";
import {
  type MusicService,
  pathOf,
  type ServiceDevice,
  servicesQuery,
  useConnectedServices,
} from "@/api/services";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Skeleton, Spinner } from "@/components/spinner";
import { say } from "@/components/toast";
import { WINDOW_PATH } from "@/spotify-window/channel";
import styles from "./device-picker.module.css";
import { playHere, playOn } from "./elsewhere";
import { type PlayerTrack, usePlayer } from "./player";
import { openWindow, useWindowDevice, WindowFailed, windowDevice } from "./spotify-window";

/** Where music can play: this page, and the devices of the services that are connected. */
export default function DevicePicker({
  open,
  onClose,
  list,
}: {
  open: boolean;
  onClose: () => void;
  /** What to play there; without it, what the player has. */
  list?: readonly PlayerTrack[];
}) {
  const { t } = useTranslation("player");
  return (
    <Dialog open={open} onClose={onClose} title={t("output.title")}>
      <Places onDone={onClose} {...(list ? { list } : {})} />
    </Dialog>
  );
}

interface Choice {
  service: MusicService;
  /** Null for the window of this browser, which may have to be opened first. */
  device: ServiceDevice | null;
}

const playsInWindow = ({ name, capabilities }: MusicService) =>
  name === "spotify" && capabilities.includes("page");

function Places({ onDone, list }: { onDone: () => void; list?: readonly PlayerTrack[] }) {
  const { t } = useTranslation(["player", "common"]);
  const client = useQueryClient();
  const output = usePlayer((state) => state.output);
  const { data: services, error } = useConnectedServices("control");
  const usable = services?.filter(({ account }) => !account?.needs_sign_in) ?? [];
  const lost = services?.filter(({ account }) => account?.needs_sign_in) ?? [];
  const devices = useQueries({ queries: usable.map(devicesQuery) });
  const choice = useMutation({
    mutationFn: async ({ service, device }: Choice) =>
      playOn(service, device ?? (await windowDevice()), list),
    onSuccess: ({ found, of }) => {
      if (found < of) say(t("output.missing", { found, count: of }));
      onDone();
    },
    onError: (failure) => {
      const isOfWindow = failure instanceof WindowFailed;
      say(isOfWindow ? t("output.windowFailed") : problemSentence(failure), { tone: "alarm" });
      void client.invalidateQueries({ queryKey: servicesQuery.queryKey });
    },
  });
  const windowId = useWindowDevice();
  const sendingTo = choice.isPending ? (choice.variables.device?.id ?? null) : null;
  const choose = (chosen: Choice) => !choice.isPending && choice.mutate(chosen);
  const isOther = ({ id }: ServiceDevice) => id !== windowId;
  return (
    <div className={styles.places}>
      {!list && (
        <ul>
          <Place
            icon={<AppWindow />}
            name={t("output.here")}
            isCurrent={output === null}
            onChoose={() => {
              playHere();
              onDone();
            }}
          />
        </ul>
      )}
      {error && (
        <p role="alert" className={styles.fault}>
          {problemSentence(error)}
        </p>
      )}
      {usable.map((service, place) => {
        const answer = devices[place];
        return (
          <section key={service.name} aria-label={service.title}>
            <h3 className={styles.service}>{service.title}</h3>
            {playsInWindow(service) && (
              <WindowPlace
                isOpening={choice.isPending && choice.variables.device === null}
                isCurrent={windowId !== null && output?.device.id === windowId && !list}
                isBusy={choice.isPending}
                onChoose={() => choose({ service, device: null })}
              />
            )}
            {answer?.error ? (
              <p role="alert" className={styles.fault}>
                {problemSentence(answer.error)} <Again onPress={() => void answer.refetch()} />
              </p>
            ) : !answer?.data ? (
              <div role="status" aria-label={t("output.looking")}>
                <Skeleton height="52px" radius="var(--r2)" />
              </div>
            ) : answer.data.length === 0 ? (
              <p className={styles.quiet}>
                {t("output.empty", { service: service.title })}{" "}
                <Again onPress={() => void answer.refetch()} />
              </p>
            ) : (
              <ul>
                {answer.data.filter(isOther).map((device) => (
                  <Place
                    key={device.id}
                    icon={sendingTo === device.id ? <Spinner /> : <Speaker />}
                    name={device.name}
                    {...(sendingTo === device.id ? { note: t("output.sending") } : {})}
                    isCurrent={
                      output?.service === service.name && output.device.id === device.id && !list
                    }
                    onChoose={() => choose({ service, device })}
                  />
                ))}
              </ul>
            )}
          </section>
        );
      })}
      {lost.map((service) => (
        <section key={service.name} aria-label={service.title}>
          <h3 className={styles.service}>{service.title}</h3>
          <Link href="/settings/services" onClick={onDone}>
            {t("output.anew")}
          </Link>
        </section>
      ))}
      {services?.length === 0 && (
        <p className={styles.quiet}>
          {t("output.none")}{" "}
          <Link href="/settings/services" onClick={onDone}>
            {t("output.connect")}
          </Link>
        </p>
      )}
    </div>
  );
}

/** Devices come and go: they are asked for anew whenever the list is opened. */
const devicesQuery = ({ name }: MusicService) => ({
  queryKey: ["devices", name],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await send<components["schemas"]["DevicesOut"]>("GET", `${pathOf(name)}/devices`, { signal }))
      .devices,
  staleTime: 0,
  gcTime: 0,
  retry: false,
});

/** The window of this browser, opened by the click that chooses it. */
function WindowPlace({
  isOpening,
  isCurrent,
  isBusy,
  onChoose,
}: {
  isOpening: boolean;
  isCurrent: boolean;
  isBusy: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation("player");
  const [isBlocked, setBlocked] = useState(false);
  return (
    <>
      <ul>
        <Place
          icon={isOpening ? <Spinner /> : <Laptop />}
          name={t("output.browser")}
          {...(isOpening ? { note: t("output.opening") } : {})}
          isCurrent={isCurrent}
          onChoose={() => {
            if (isBusy) return;
            setBlocked(!openWindow());
            onChoose();
          }}
        />
      </ul>
      {isBlocked && isOpening && (
        <p className={styles.quiet}>
          {t("output.blocked")}{" "}
          <a href={WINDOW_PATH} target="_blank" rel="noreferrer">
            {t("output.openWindow")}
          </a>
        </p>
      )}
    </>
  );
}

function Again({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation("player");
  return (
    <Button variant="quiet" onClick={onPress}>
      {t("output.again")}
    </Button>
  );
}

function Place({
  icon,
  name,
  note,
  isCurrent,
  onChoose,
}: {
  icon: ReactNode;
  name: string;
  note?: string;
  isCurrent: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation("player");
  const detail = isCurrent ? t("output.playing") : note;
  return (
    <li>
      <button
        type="button"
        className={styles.place}
        aria-current={isCurrent || undefined}
        onClick={isCurrent ? undefined : onChoose}
      >
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        <span className={styles.name}>
          <span>{name}</span>
          {detail && <span className={styles.note}>{detail}</span>}
        </span>
        {isCurrent && <Check className={styles.check} aria-hidden="true" />}
      </button>
    </li>
  );
}
