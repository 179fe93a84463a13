//! Starts the page.

import { mount } from "svelte";
import App from "./App.svelte";
import { door } from "./state/door.svelte";
import { install } from "./state/install.svelte";
import { taps } from "./state/taps";
import { utsikt } from "./state/utsikt.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

utsikt.start();
taps.start();
install.start();
door.start();
mount(App, { target: document.getElementById("page")! });

// The shell is kept so that the page opens while the launcher is away; at work Vite serves it instead.
if (import.meta.env.PROD && "serviceWorker" in navigator) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
