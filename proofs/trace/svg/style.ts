/** The colours of the diagram, in light and in dark, and how its parts look. */

/** How many epochs have a colour of their own, before the first is used again. */
export const epochColours = 5;

/** Contrast of text on its ground is at least 4.5 to 1 in both, as WCAG 2.2 asks (1.4.3). */
const light = {
  ground: "#ffffff",
  ink: "#1b1f24",
  faint: "#5b6570",
  line: "#8a949e",
  fault: "#b3261e",
  arrow: "#3b4855",
  good: "#1a6e37",
  loop: "#7a3fa8",
  epochs: ["#1668b8", "#b55300", "#0f7b6c", "#a0338f", "#6b6a00"],
};

const dark: typeof light = {
  ground: "#14171b",
  ink: "#e7eaee",
  faint: "#a3adb8",
  line: "#6d7781",
  fault: "#ff8a80",
  arrow: "#c3ccd6",
  good: "#6fd08c",
  loop: "#d0a2f7",
  epochs: ["#6fb4ff", "#ffab66", "#5fd6c4", "#f08ae0", "#d6d45a"],
};

function properties({ epochs, ...rest }: typeof light): string {
  const all = [...Object.entries(rest), ...epochs.map((colour, i) => [`epoch${i}`, colour] as const)];
  return all.map(([name, colour]) => `--${name}:${colour}`).join(";");
}

/** The style sheet. All of it is under one class, so that a page into which the diagram is put keeps its own looks. */
export const style: string = [
  `.trace{${properties(light)}}`,
  `@media (prefers-color-scheme:dark){.trace{${properties(dark)}}}`,
  ".trace{font:13px/1.3 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}",
  ".trace text{fill:var(--ink)}",
  ".trace .ground{fill:var(--ground)}",
  ".trace .heading{font-size:17px;font-weight:600}",
  ".trace .strong{font-weight:600}",
  ".trace .faint{fill:var(--faint)}",
  ".trace .fault{fill:var(--fault)}",
  ".trace .good{fill:var(--good)}",
  ".trace .loop{fill:var(--loop)}",
  ".trace .small{font-size:11px}",
  // What stands on lines is kept readable by a rim in the colour of the ground.
  ".trace .rim{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}",
  ".trace .stripe{fill:var(--ink);opacity:.035}",
  ".trace .box{fill:var(--ground);stroke:var(--line);stroke-width:1.2}",
  ".trace .end{fill:none;stroke-width:1.5;rx:6px}",
  ".trace .end.violated{stroke:var(--fault)}",
  ".trace .end.seen{stroke:var(--good)}",
  ".trace .lane{fill:none;stroke:var(--line);stroke-width:1.5}",
  ".trace .lane.down{stroke-dasharray:2 6;opacity:.7}",
  ".trace .lane.waiting{stroke-dasharray:1 4}",
  ".trace .arrow{fill:none;stroke:var(--arrow);stroke-width:1.4}",
  ".trace .arrow.again{stroke-width:2.6}",
  ".trace .arrow.lost{stroke:var(--fault);stroke-dasharray:5 3}",
  ".trace .arrow.left{stroke-dasharray:2 3;opacity:.75}",
  ".trace .head{fill:var(--arrow)}",
  ".trace .mark{fill:var(--ground);stroke:var(--arrow);stroke-width:1.6}",
  ".trace .mark.full{fill:var(--arrow)}",
  ".trace .cross{fill:none;stroke:var(--fault);stroke-width:2.4;stroke-linecap:round}",
  ".trace .tick{fill:none;stroke:var(--line);stroke-width:1;stroke-dasharray:1 3}",
  ".trace .cut{fill:none;stroke:var(--fault);stroke-width:1.6}",
  ".trace .cut.heal{stroke:var(--good)}",
  ".trace .severed{fill:var(--fault);opacity:.07}",
  ".trace .bracket{fill:none;stroke:var(--loop);stroke-width:1.6}",
  ".trace .lead{opacity:.32}",
  ...Array.from({ length: epochColours }, (_, i) => [
    `.trace .lead.e${i}{fill:var(--epoch${i})}`,
    `.trace text.e${i}{fill:var(--epoch${i});font-weight:600}`,
  ]).flat(),
].join("\n");
