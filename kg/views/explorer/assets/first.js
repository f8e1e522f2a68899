/* Runs before everything else: the token out of the address, the nonce for styles made at run time. */
(function () {
  "use strict";

  const nonce = document.currentScript.nonce;
  const make = document.createElement.bind(document);
  // Libraries put their styles into the page when they start. They bear the page's nonce; what comes in as
  // markup does not.
  document.createElement = function (name, options) {
    const made = make(name, options);
    if (String(name).toLowerCase() === "style") {
      made.setAttribute("nonce", nonce);
    }
    return made;
  };

  const KEY = "kg-token";
  const given = /(?:^#|&)token=([\w-]+)/.exec(location.hash);
  if (given) {
    localStorage.setItem(KEY, given[1]);
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  const plain = window.fetch.bind(window);
  window.fetch = async function (what, options) {
    const url = new URL(typeof what === "string" ? what : what.url, location.href);
    const token = localStorage.getItem(KEY);
    if (url.origin !== location.origin || !token) {
      return answered(await plain(what, options));
    }
    const with_token = Object.assign({}, options);
    with_token.headers = Object.assign({}, with_token.headers, { "X-KG-Token": token });
    return answered(await plain(what, with_token));
  };

  function answered(response) {
    if (response.status === 401 && !document.getElementById("token-asked")) {
      ask();
    }
    return response;
  }

  function ask() {
    const form = make("form");
    form.id = "token-asked";
    const label = make("label");
    label.textContent = "This server asks for the token that was printed when it was started. ";
    const input = make("input");
    input.type = "password";
    input.autocomplete = "off";
    const button = make("button");
    button.textContent = "Go on";
    label.append(input);
    form.append(label, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      localStorage.setItem(KEY, input.value.trim());
      location.reload();
    });
    document.body.prepend(form);
    input.focus();
  }
})();
