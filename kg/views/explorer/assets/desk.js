/* The address holds everything that a page shows. Links and clicks change it; regions of the page follow. */
(function () {
  "use strict";

  const SELECTION = [
    "without", "bloc", "as_told_by", "as_of", "since", "status", "publisher", "relation",
    "asserter", "voices", "max_tlp", "default_tlp",
  ];
  const NETWORK = ["actor", "hops", "opened"];
  const PANEL = ["edge", "claim"];
  const CONTENT = {
    documents: ["doc", "claim"],
    trace: ["start", "end"],
    attacks: ["actor"],
    compare: ["one", "other"],
    conflicts: [],
    review: ["case"],
  };

  function tab(search) {
    const name = search.get("tab");
    return name in CONTENT ? name : "network";
  }

  function only(search, keys) {
    const kept = new URLSearchParams();
    for (const key of keys) {
      for (const value of search.getAll(key)) {
        kept.append(key, value);
      }
    }
    return "?" + kept.toString();
  }

  /* Goes to the address with a change: each key of it replaces what was there, an empty one takes it away. */
  function go(change) {
    const now = new URLSearchParams(location.search);
    const wanted = new URLSearchParams(change);
    for (const key of new Set(wanted.keys())) {
      now.delete(key);
      for (const value of wanted.getAll(key)) {
        if (value !== "") {
          now.append(key, value);
        }
      }
    }
    if (now.get("tab") === "network") {
      now.delete("tab");
    }
    const search = now.toString();
    if ("?" + search !== location.search) {
      history.pushState({}, "", search ? "?" + search : location.pathname);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }
  }

  function ways(values) {
    return new URLSearchParams(values).toString();
  }

  const skip = () => window.dash_clientside.no_update;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    kg: {
      apart: function (address, ...before) {
        if (before.every((one) => one === undefined) && window.innerWidth <= 1100) {
          document.getElementById("filters").open = false;
        }
        const search = new URLSearchParams(address || "");
        const name = tab(search);
        document.body.dataset.tab = name;
        document.body.dataset.actor = search.get("actor") ? "yes" : "no";
        document.body.dataset.panel = search.get("edge") ? "yes" : "no";
        for (const link of document.querySelectorAll(".tabs a")) {
          const here = link.id === "tab-" + name;
          here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
        }
        const after = [
          name === "network" ? only(search, [...NETWORK, ...SELECTION]) : "",
          name === "network" ? "" : only(search, ["tab", ...CONTENT[name], ...SELECTION]),
          only(search, ["tab", "actor", ...PANEL, ...SELECTION]),
          only(search, SELECTION),
        ];
        return after.map((one, i) => (one === before[i] ? skip() : one));
      },
      node: function (tapped) {
        if (tapped) {
          const now = new URLSearchParams(location.search);
          const id = tapped.data.id;
          const opened = now.getAll("opened");
          const rest = opened.filter((one) => one !== id);
          if (rest.length === opened.length) {
            rest.push(id);
          }
          go(ways(rest.length ? rest.map((one) => ["opened", one]) : [["opened", ""]]));
        }
        return skip();
      },
      edge: function (data) {
        if (data) {
          go(ways([["edge", data.source], ["edge", data.relation], ["edge", data.target], ["claim", ""]]));
        }
        return skip();
      },
      png: function (drawn) {
        if (drawn) {
          const image = new Image();
          const source = URL.createObjectURL(new Blob([drawn.svg], { type: "image/svg+xml" }));
          image.onload = () => {
            const canvas = document.createElement("canvas");
            canvas.width = 2 * image.width;
            canvas.height = 2 * image.height;
            canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
            URL.revokeObjectURL(source);
            canvas.toBlob((blob) => {
              const link = document.createElement("a");
              link.href = URL.createObjectURL(blob);
              link.download = drawn.name;
              link.click();
              setTimeout(() => URL.revokeObjectURL(link.href), 10000);
            });
          };
          image.src = source;
        }
        return skip();
      },
      shown: function () {
        setTimeout(() => {
          const chosen = document.querySelector("#content mark.chosen") || document.querySelector("#panel .chosen");
          if (chosen) {
            chosen.scrollIntoView({ block: "center" });
          }
        }, 60);
        return skip();
      },
    },
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-go]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    go(link.dataset.go);
    if (link.closest("#found")) {
      shut();
      document.getElementById("main").focus();
    }
  });

  /* Filters that are typed or slid: "add-KEY" adds a value to those chosen, "set-KEY" takes the place of it. */
  document.addEventListener("change", (event) => {
    const found = /^(add|set)-(\w+)$/.exec((event.target && event.target.name) || "");
    const value = found ? event.target.value.trim() : "";
    if (!found || (found[1] === "add" && value === "")) {
      return;
    }
    const key = found[2];
    const before = found[1] === "add" ? new URLSearchParams(location.search).getAll(key) : [];
    const end = { since: event.target.min, as_of: event.target.max }[key];
    const wanted = value === end || (key === "voices" && !/^[1-9]\d*$/.test(value)) ? "" : value;
    go(ways([...before.filter((one) => one !== wanted), wanted].map((one) => [key, one])));
  });

  document.addEventListener("input", (event) => {
    if (/^set-(since|as_of)$/.test((event.target && event.target.name) || "")) {
      event.target.closest("label").querySelector(".year").textContent = event.target.value;
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.asking");
    if (form) {
      event.preventDefault();
      go(ways([...form.querySelectorAll("input[name]")].map((box) => [box.name, box.value.trim()])));
    }
  });

  /* In the review, the letter on a button presses it. */
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [role=combobox], .dash-dropdown");
    if (document.body.dataset.tab !== "review" || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const button = [...document.querySelectorAll("#item button[data-key]")].find((one) => one.dataset.key === event.key);
    if (button) {
      button.click();
    }
  });

  /* The list of suggestions: arrows go through it, Escape shuts it, Enter in the box takes the first. */
  function shut() {
    const found = document.getElementById("found");
    if (found) {
      found.classList.add("shut");
    }
  }

  document.addEventListener("focusin", (event) => {
    const found = document.getElementById("found");
    if (found && event.target.id === "look") {
      found.classList.remove("shut");
    } else if (found && !found.contains(event.target)) {
      shut();
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "look") {
      document.getElementById("found").classList.remove("shut");
    }
  });

  document.addEventListener("keydown", (event) => {
    const box = event.target.id === "look";
    const inside = event.target.closest && event.target.closest("#found");
    if (!box && !inside) {
      return;
    }
    const links = [...document.querySelectorAll("#found a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && inside) {
      (at > 0 ? links[at - 1] : document.getElementById("look")).focus();
    } else if (event.key === "Escape") {
      document.getElementById("look").focus();
      shut();
    } else if (event.key === "Enter" && box && links.length) {
      links[0].click();
    } else {
      return;
    }
    event.preventDefault();
  });

  /* A cell of a table that is a link. */
  window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
    KgLink: function (props) {
      const way = ((props.data || {}).links || {})[props.colDef.field];
      if (!way) {
        return props.value || "";
      }
      return React.createElement("a", { href: way.href, "data-go": way.go }, props.value);
    },
  });
})();
