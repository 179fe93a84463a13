//! Starts the page.

import { mount } from "svelte";
import App from "./App.svelte";
import { door } from "./state/door.svelte";
import { utsikt } from "./state/utsikt.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

utsikt.start();
door.start();
mount(App, { target: document.getElementById("page")! });
