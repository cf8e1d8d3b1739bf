import astronaut from "../../../../examples/astronaut.jpg";
import palace from "../../../../examples/palace.jpg";

/** Pictures to try; their rights are told in examples/README.md. */
export const EXAMPLES = [
  {
    name: "astronaut",
    address: astronaut,
    credit: { text: "NASA", href: "https://en.wikipedia.org/wiki/Eileen_Collins" },
  },
  {
    name: "palace",
    address: palace,
    credit: {
      text: "danielbuechele, CC BY 2.0",
      href: "https://www.flickr.com/photos/danielbuechele/6061409035/",
    },
  },
] as const;

export type Example = (typeof EXAMPLES)[number];

export async function fetchExample(example: Example): Promise<File> {
  const response = await fetch(example.address);
  return new File([await response.blob()], `${example.name}.jpg`, { type: "image/jpeg" });
}
