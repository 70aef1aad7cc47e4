// The edge home: the module that the platform loads.

import { problem } from "./problem.js";
import { route } from "./router.js";

export { Team } from "./team.js";

export default {
  /**
   * @param {Request} request
   * @param {import("./router.js").Env} env
   */
  async fetch(request, env) {
    try {
      return await route(request, env);
    } catch (error) {
      console.error(`router: ${error}`); // never to the client: it is the platform's text
      return problem(request, "unavailable");
    }
  },
};
