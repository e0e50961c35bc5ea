
"use strict";
(() => {
  const element = (id) => document.getElementById(id);

  /** Marks where a code of so many bits leads, for every value of the 15 bits that follow. */
  function codes(lengths) {
    const table = new Uint16Array(1 << 15);
    let code = 0;
    for (let length = 1; length <= 15; length++) {
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] === length) {
          let mirrored = 0;
          for (let bit = 0; bit < length; bit++) {
            mirrored |= ((code >> bit) & 1) << (length - 1 - bit);
          }
          for (let at = mirrored; at < table.length; at += 1 << length) {
            table[at] = (symbol << 4) | length;
          }
          code++;
        }
      }
      code <<= 1;
    }
    return table;
  }

  /** Unpacks DEFLATE (RFC 1951), at once: a page is then drawn before it counts as loaded. */
  function inflated(packed, size) {
    const out = new Uint8Array(size);
    let at = 0, end = 0, held = 0, bits = 0;
    const need = (count) => {
      while (bits < count) {
        held |= (packed[at++] || 0) << bits;
        bits += 8;
      }
    };
    const drop = (count) => {
      held >>>= count;
      bits -= count;
    };
    const take = (count) => {
      need(count);
      const value = held & ((1 << count) - 1);
      drop(count);
      return value;
    };
    const symbol = (table) => {
      need(15);
      const entry = table[held & 32767];
      if (entry === 0) {
        throw new Error("expected a known code, was none");
      }
      drop(entry & 15);
      return entry >> 4;
    };
    const stored = () => {
      drop(bits & 7);
      const length = take(16);
      take(16);
      for (let i = 0; i < length; i++) {
        out[end++] = take(8);
      }
    };
    const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    const dynamic = () => {
      const literals = take(5) + 257, distances = take(5) + 1, known = take(4) + 4;
      const first = new Uint8Array(19);
      for (let i = 0; i < known; i++) {
        first[order[i]] = take(3);
      }
      const table = codes(first);
      const lengths = new Uint8Array(literals + distances);
      for (let i = 0; i < lengths.length;) {
        const next = symbol(table);
        if (next < 16) {
          lengths[i++] = next;
        } else {
          const value = next === 16 ? lengths[i - 1] : 0;
          const times = next === 16 ? 3 + take(2) : next === 17 ? 3 + take(3) : 11 + take(7);
          lengths.fill(value, i, i + times);
          i += times;
        }
      }
      return [codes(lengths.subarray(0, literals)), codes(lengths.subarray(literals))];
    };
    const fixed = () => {
      const lengths = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
      return [codes(lengths), codes(new Uint8Array(30).fill(5))];
    };
    const block = ([literals, distances]) => {
      for (;;) {
        const next = symbol(literals);
        if (next === 256) {
          return;
        }
        if (next < 256) {
          out[end++] = next;
          continue;
        }
        const step = next - 257, more = step < 8 || step === 28 ? 0 : (step >> 2) - 1;
        const length = step === 28 ? 258 : step < 8 ? step + 3 : ((4 + (step & 3)) << more) + 3 + take(more);
        const code = symbol(distances), extra = code < 4 ? 0 : (code >> 1) - 1;
        const back = code < 4 ? code + 1 : ((2 + (code & 1)) << extra) + 1 + take(extra);
        for (let i = 0; i < length; i++, end++) {
          out[end] = out[end - back];
        }
      }
    };
    for (let last = 0; !last;) {
      last = take(1);
      const kind = take(2);
      kind === 0 ? stored() : block(kind === 1 ? fixed() : dynamic());
    }
    if (end !== size) {
      throw new Error("expected " + size + " bytes, was " + end);
    }
    return out;
  }

  function loadLibrary() {
    const packed = element("plotly");
    const text = atob(packed.textContent.trim());
    const bytes = Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    const script = document.createElement("script");
    script.textContent = new TextDecoder().decode(inflated(bytes, Number(packed.dataset.bytes)));
    document.head.append(script);
    script.remove();
    packed.remove();
  }

  /** The colours that the page has now, light or dark. */
  function colours() {
    const style = getComputedStyle(document.documentElement);
    return (token) => {
      const parts = /^@(\w+)(?:\/([\d.]+))?$/.exec(token);
      if (!parts) {
        return token;
      }
      const hex = style.getPropertyValue("--" + parts[1]).trim();
      const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
      const part = (from) => parseInt(full.slice(from, from + 2), 16);
      return parts[2] ? `rgba(${part(1)},${part(3)},${part(5)},${parts[2]})` : full;
    };
  }

  /** A copy in which values of colour keys are colours of the page. */
  function painted(value, colour, key) {
    if (Array.isArray(value)) {
      return /color(scale)?$/i.test(key) || typeof value[0] === "object"
        ? value.map((v) => painted(v, colour, key))
        : value;
    }
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, painted(v, colour, name)]));
    }
    return typeof value === "string" && /color(scale)?$/i.test(key) ? colour(value) : value;
  }

  const touch = matchMedia("(pointer: coarse)");
  const config = {
    responsive: false,
    displaylogo: false,
    displayModeBar: matchMedia("(hover: hover)").matches ? "hover" : false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    showTips: false,
  };

  function layoutOf(own, place) {
    const axis = { gridcolor: "@line", zerolinecolor: "@line", linecolor: "@line", automargin: true, fixedrange: touch.matches };
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "system-ui,sans-serif", size: 12, color: "@soft" },
      hoverlabel: { bgcolor: "@band", bordercolor: "@line", font: { color: "@ink" } },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: "@soft", activecolor: "@ink" },
      dragmode: touch.matches ? false : "zoom",
      autosize: false,
      width: place.clientWidth,
      height: place.clientHeight,
      ...own,
      margin: { l: 52, r: 12, t: 24, b: 40, ...own.margin },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)", ...own.legend },
    };
    for (const name of ["xaxis", "yaxis", "yaxis2"]) {
      if (name !== "yaxis2" || own[name]) {
        layout[name] = { ...axis, ...own[name] };
      }
    }
    return layout;
  }

  const plots = JSON.parse(element("plots").textContent);

  function draw() {
    const colour = colours();
    for (const plot of plots) {
      const place = element(plot.id);
      try {
        Plotly.react(place, painted(plot.data, colour, ""), painted(layoutOf(plot.layout, place), colour, ""), config)
          .then(() => (place.dataset.drawn = "true"));
      } catch (error) {
        place.textContent = "This plot could not be drawn: " + error.message;
        console.error("plot " + plot.id, error);
      }
    }
  }

  /** Fits a plot to its place in the very frame in which the place changes; plotly itself waits. */
  const fit = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.dataset.drawn && target.clientWidth > 0 && target.clientWidth !== target._fullLayout.width) {
        Plotly.relayout(target, { width: target.clientWidth });
      }
    }
  });

  try {
    loadLibrary();
    draw();
    plots.forEach((plot) => fit.observe(element(plot.id)));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  } catch (error) {
    console.error("plots", error);
  }
})();
