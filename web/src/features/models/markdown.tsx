import { lexer, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import styles from "./markdown.module.css";

const SAFE_LINK = /^(https?:|mailto:|\/|#)/i;
const SAFE_PICTURE = /^(https?:|\/)/i;
// The page has an <h1> of its own.
const SHIFT = 1;

/**
 * Markdown as elements of the page. The text is only read into tokens, and nothing of it is ever
 * written as HTML: tags in it are shown as what they are, text.
 */
export function Markdown({ text }: { text: string }) {
  return <div className={styles.text}>{blocks(lexer(text))}</div>;
}

function each(tokens: readonly Token[] | undefined, write: (token: Token) => ReactNode) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text is written once, and never reordered
  return (tokens ?? []).map((token, index) => <Fragment key={index}>{write(token)}</Fragment>);
}

const blocks = (tokens: readonly Token[] | undefined): ReactNode => each(tokens, block);
const spans = (tokens: readonly Token[] | undefined): ReactNode => each(tokens, span);

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading":
      return heading(token as Tokens.Heading);
    case "paragraph":
      return <p>{spans(token.tokens)}</p>;
    case "list":
      return list(token as Tokens.List);
    case "table":
      return table(token as Tokens.Table);
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable
        <pre tabIndex={0}>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case "hr":
      return <hr />;
    case "space":
    case "def":
      return null;
    case "text":
      return token.tokens ? spans(token.tokens) : token.text;
    default:
      return token.raw;
  }
}

function heading(token: Tokens.Heading): ReactNode {
  const Level = `h${Math.min(6, token.depth + SHIFT)}` as "h2";
  return <Level>{spans(token.tokens)}</Level>;
}

function list(token: Tokens.List): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items never change places
    <li key={index}>{blocks(item.tokens)}</li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function table({ header, rows }: Tokens.Table): ReactNode {
  // A card begins with a table of facts, which has no words above it.
  const label = header.map((cell) => cell.text).find(Boolean) ?? rows[0]?.[0]?.text;
  const hasHead = header.some((cell) => cell.text !== "");
  const lines = rows.map((row, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rows never change places
    <tr key={index}>
      {row.map((cell, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nor do cells
        <td key={column}>{spans(cell.tokens)}</td>
      ))}
    </tr>
  ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable
    <section className={styles.table} tabIndex={0} aria-label={label}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {header.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
                <th key={column} scope="col">
                  {spans(cell.tokens)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>{lines}</tbody>
      </table>
    </section>
  );
}

function span(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{spans(token.tokens)}</strong>;
    case "em":
      return <em>{spans(token.tokens)}</em>;
    case "del":
      return <del>{spans(token.tokens)}</del>;
    case "codespan":
      return <code>{unescapeText((token as Tokens.Codespan).text)}</code>;
    case "br":
      return <br />;
    case "link":
      return link(token as Tokens.Link);
    case "image":
      return picture(token as Tokens.Image);
    case "escape":
      return unescapeText(token.text);
    case "text": {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? spans(tokens) : unescapeText(text);
    }
    default:
      return token.raw;
  }
}

function link({ href, tokens }: Tokens.Link): ReactNode {
  if (!SAFE_LINK.test(href)) return spans(tokens);
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {spans(tokens)}
    </a>
  );
}

function picture({ href, text }: Tokens.Image): ReactNode {
  return SAFE_PICTURE.test(href) ? <img src={href} alt={text} loading="lazy" /> : text;
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The lexer may hand over text that is escaped for HTML, which React does by itself. */
function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
