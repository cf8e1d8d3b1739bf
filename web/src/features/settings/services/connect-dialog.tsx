import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { PREFIX } from "@/api/client";
import { Problem, problemSentence } from "@/api/problem";
import { type MusicService, pathOf, type ServiceField } from "@/api/services";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import { say } from "@/components/toast";
import { useConnecting } from "./queries";
import styles from "./services.module.css";

/** What a service needs to know; then it lets one in, or asks on a page of its own. */
export function ConnectDialog({
  service,
  open,
  onClose,
}: {
  service: MusicService;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation("services");
  return (
    <Dialog open={open} onClose={onClose} title={t("connect.title", { service: service.title })}>
      <ConnectForm service={service} onClose={onClose} />
    </Dialog>
  );
}

function ConnectForm({ service, onClose }: { service: MusicService; onClose: () => void }) {
  const { t } = useTranslation(["services", "common"]);
  // What is no secret was filled in before and is shown again; what is, never comes back here.
  const [fields, setFields] = useState<Record<string, string>>(service.account?.settings ?? {});
  const connecting = useConnecting(service);
  const wrong = wrongField(connecting.error, service.fields);
  const asksInBrowser = service.sign_in === "browser";
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (connecting.isPending) return;
    connecting.mutate(fields, {
      onSuccess: (url) => {
        if (url !== null) return window.location.assign(url);
        say(t("connect.done", { service: service.title }));
        onClose();
      },
    });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {service.fields.map((field, place) => (
        <Field
          key={field.name}
          label={field.is_required ? field.label : t("connect.optional", { label: field.label })}
          name={field.name}
          type={field.is_secret ? "password" : "text"}
          hint={field.help}
          required={field.is_required}
          autoFocus={place === 0}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={fields[field.name] ?? ""}
          error={wrong?.name === field.name ? wrong.reason : null}
          onChange={(event) => setFields({ ...fields, [field.name]: event.target.value })}
        />
      ))}
      {asksInBrowser && (
        <div className={styles.visit}>
          <p>{t("connect.browser", { service: service.title })}</p>
          <p className={styles.quiet}>
            {t("connect.back", { service: service.title })} <code>{returnAddress(service)}</code>.{" "}
            {t("connect.backHint")}
          </p>
        </div>
      )}
      {connecting.error && !wrong && (
        <p role="alert" className={styles.fault}>
          {problemSentence(connecting.error)}
        </p>
      )}
      <div className={styles.end}>
        <Button variant="quiet" onClick={onClose}>
          {t("common:action.cancel")}
        </Button>
        {/* It works on while the browser is on its way to the service's page. */}
        <Button
          variant="primary"
          type="submit"
          busy={connecting.isPending || Boolean(connecting.data)}
        >
          {asksInBrowser ? t("connect.go", { service: service.title }) : t("connect.action")}
        </Button>
      </div>
    </form>
  );
}

/** The field that an answer says is wrong: "address: is needed". */
function wrongField(error: unknown, fields: readonly ServiceField[]) {
  if (!(error instanceof Problem) || error.status !== 422) return null;
  const found = fields.find(({ name }) => error.message.startsWith(`${name}: `));
  if (!found) return null;
  const reason = error.message.slice(found.name.length + 2);
  return { name: found.name, reason: `${found.label}: ${reason}` };
}

/** As the service writes it, which sends nobody to "localhost" (RFC 8252, 8.3). */
function returnAddress(service: MusicService): string {
  const url = new URL(`${PREFIX}${pathOf(service.name)}/callback`, window.location.origin);
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  return url.href;
}
