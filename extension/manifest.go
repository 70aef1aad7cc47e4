// Command extension writes what the two browser packages need beside the bundled
// TypeScript: manifest.json, from the one at the top of the tree, and sites.json, all
// files of extension/sites checked against the Go type. Firefox's manifest is the same
// one through the transform in firefox, and nothing else may differ.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"porchlight/extension/sites"
)

const localAPI = "http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*"

func main() {
	target := flag.String("target", "chrome", "chrome or firefox")
	api := flag.String("api", "https: wss:", "origins of the homes that this package may talk to")
	out := flag.String("out", "", "folder of the package")
	zips := flag.String("zip", "", "folder of built packages to zip instead")
	site := flag.String("site", "", "name of a new site to scaffold instead, with -file and -url")
	file := flag.String("file", "", "saved page of the new site")
	address := flag.String("url", "", "address of the saved page; default: what the page says itself")
	flag.Parse()
	log.SetFlags(0)
	if *site != "" {
		if err := scaffold(".", *site, *address, *file); err != nil {
			log.Fatal(err)
		}
		return
	}
	if *zips != "" {
		if err := packZips(*zips); err != nil {
			log.Fatal(err)
		}
		return
	}
	manifest, err := packageManifest("manifest.json", *target, *api)
	if err != nil {
		log.Fatal(err)
	}
	sites, err := packageSites("extension/sites")
	if err != nil {
		log.Fatal(err)
	}
	for name, b := range map[string][]byte{"manifest.json": manifest, "sites.json": sites} {
		if err := os.WriteFile(filepath.Join(*out, name), b, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

func packageManifest(path, target, api string) ([]byte, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	src = bytes.ReplaceAll(src, []byte("{API}"), []byte(api+" "+localAPI))
	var m map[string]any
	if err := json.Unmarshal(src, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	switch target {
	case "chrome":
	case "firefox":
		firefox(m)
	default:
		return nil, fmt.Errorf("-target %q: want chrome or firefox", target)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// firefox turns the manifest into Firefox's: a background page instead of a service
// worker, a sidebar instead of a side panel, and an add-on id instead of a key.
func firefox(m map[string]any) {
	m["background"] = map[string]any{"scripts": []string{"background.js"}}
	m["browser_specific_settings"] = map[string]any{"gecko": map[string]any{
		"id": "porchlight@porchlight.invalid", "strict_min_version": "140.0",
		"data_collection_permissions": map[string]any{"required": []string{"none"}}}}
	m["sidebar_action"] = map[string]any{"default_panel": "panel.html", "default_title": "__MSG_name__"}
	for _, k := range []string{"key", "side_panel", "minimum_chrome_version", "externally_connectable"} {
		delete(m, k)
	}
	var perms []any
	for _, p := range m["permissions"].([]any) {
		if p != "sidePanel" {
			perms = append(perms, p)
		}
	}
	m["permissions"] = perms
	for _, r := range m["web_accessible_resources"].([]any) {
		delete(r.(map[string]any), "use_dynamic_url")
	}
}

// packageSites reads every site file and returns them as one JSON array, the generic one
// last. One that is not right stops the build, with all that is wrong.
func packageSites(dir string) ([]byte, error) {
	all, problems := sites.All(os.DirFS(dir))
	if len(problems) > 0 {
		return nil, errors.New(strings.Join(problems, "\n"))
	}
	return json.Marshal(all)
}
