// What makes the pages better where scripts run. Each page is whole without it.
document.documentElement.classList.add("scripted");

const on = (selector, act) => document.querySelectorAll(selector).forEach(act);

// A link holds its secret behind the #. It is put into the field of the form, taken
// out of the address, and sent to be looked at. data-secret is how a secret begins.
on("form[data-secret]", (form) => {
  const take = () => {
    const given = location.hash.slice(1);
    if (!given || document.getElementById(given) || !plain(given).startsWith(form.dataset.secret)) return;
    history.replaceState(null, "", location.pathname + location.search);
    form.querySelector("input[type=password], input[type=text]").value = plain(given);
    for (const field of form.querySelectorAll("input[type=hidden][name=link]")) field.value = "yes";
    form.submit();
  };
  take();
  addEventListener("hashchange", take); // a link that was opened in the same tab
});

function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch { // a % that stands for itself
    return text;
  }
}

// What a field holds is checked when it is left. The address is in data-check.
on("[data-check]", (input) => {
  const told = document.getElementById(`${input.id}-checked`);
  input.addEventListener("change", async () => {
    told.textContent = "";
    if (!input.value.trim()) return;
    const answer = await fetch(`${input.dataset.check}?number=${encodeURIComponent(input.value)}`).catch(() => null);
    if (!answer?.ok) return;
    const { good, text } = await answer.json();
    told.classList.toggle("bad", !good);
    told.textContent = text;
  });
});

// A button that copies the text of what data-copy names, and says so.
on("button[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    const told = document.getElementById(`${button.dataset.copy}-copied`);
    const copied = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText((copied.value ?? copied.textContent).trim());
      told.textContent = button.dataset.copied;
    } catch {
      copied.select?.();
      told.textContent = button.dataset.failed;
    }
  });
});

// A button that prints the page.
on("button[data-print]", (button) => button.addEventListener("click", () => print()));

// Five minutes before somebody is signed out it is said, and one press keeps them in.
on(".ending", (ending) => {
  const warn = 5 * 60;
  let timer;
  const wait = (left) => {
    clearTimeout(timer);
    ending.hidden = true;
    timer = setTimeout(() => (ending.hidden = false), Math.max(0, left - warn) * 1000);
  };
  wait(Number(ending.dataset.left));
  ending.querySelector("button").addEventListener("click", async () => {
    const body = new URLSearchParams({ _token: ending.dataset.token });
    const answer = await fetch("/stay", { method: "POST", body }).catch(() => null);
    if (answer?.ok) wait(Number(await answer.text()));
  });
});

// A form is sent once, however often its button is pressed.
on("form[method=post]", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
});
addEventListener("pageshow", () => on("form[data-sent]", (form) => delete form.dataset.sent));
