# The edge home on the bare workerd binary. The folder of this file also holds what the
# build made: worker.js and app.wasm. Objects are files under the disk "objects".
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "home", worker = .home),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))), # for the model alone
    (name = "objects", disk = (path = "objects", writable = true)), # --directory-path=objects=DIR
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "home")],
);

const home :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "app.wasm", wasm = embed "app.wasm"),
  ],
  bindings = [
    (name = "TEAMS", durableObjectNamespace = "Team"),
    (name = "OPERATOR_SECRET", fromEnvironment = "PORCHLIGHT_OPERATOR_SECRET"),
    (name = "DEVICE_RATE", fromEnvironment = "PORCHLIGHT_DEVICE_RATE"), # requests a second; optional
    (name = "ORIGIN", fromEnvironment = "PORCHLIGHT_ORIGIN"), # optional, as the next
    (name = "ADDRESS_HEADER", fromEnvironment = "PORCHLIGHT_ADDRESS_HEADER"),
    (name = "MODEL_URL", fromEnvironment = "PORCHLIGHT_MODEL_URL"), # of a language model, optional with what belongs to it
    (name = "MODEL_NAME", fromEnvironment = "PORCHLIGHT_MODEL_NAME"),
    (name = "MODEL_KEY", fromEnvironment = "PORCHLIGHT_MODEL_KEY"),
    (name = "MODEL_SECONDS", fromEnvironment = "PORCHLIGHT_MODEL_SECONDS"),
    (name = "MODEL_MOST", fromEnvironment = "PORCHLIGHT_MODEL_MOST"),
  ],
  durableObjectNamespaces = [(className = "Team", uniqueKey = "porchlight-team", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),
);
