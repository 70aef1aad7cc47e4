package main

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// zipped is the time of every file in a package: the same tree must give the same bytes.
var zipped = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// packZips writes dist/porchlight-chrome.zip and -firefox.zip and prints their SHA-256.
func packZips(dist string) error {
	for _, target := range []string{"chrome", "firefox"} {
		name := filepath.Join(dist, "porchlight-"+target+".zip")
		if err := packZip(filepath.Join(dist, target), name); err != nil {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Printf("%x  %s\n", sha256.Sum256(b), name)
	}
	return nil
}

func packZip(dir, name string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	z := zip.NewWriter(f)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: filepath.ToSlash(rel), Method: zip.Deflate, Modified: zipped})
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}
