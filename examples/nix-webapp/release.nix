# A web service built by Nix without nixpkgs and without a network: Debian's static busybox is the only tool.
#
#   emergence up site.yaml                                 builds and runs it
#   emergence forge nix release.nix -A webapp --debug      with a shell in it: another artefact
#
#             webapp ─ ─ debug ─ ─▶ shell
#            /   |   \
#       pages  status  settings
#           \   /   \
#           theme    log.out             theme and log are built with compress and log.dev, and run without
#
{
  # Puts a small shell into the service's bin.
  debug ? false,
  # What its pages are headed by.
  title ? "It runs",
  # A statically linked busybox; busybox-static on Debian.
  busybox ? /usr/bin/busybox,
  system ? builtins.currentSystem,
}:
let
  # The seed of all builds: a folder with one program. Busybox looks at the name that it is called by.
  seed = builtins.path {
    name = "busybox-seed";
    path = dirOf busybox;
    filter = path: type: path == toString busybox;
  };
  ash = "${seed}/${baseNameOf busybox}";

  # A build step: a script that finds its tools in PATH.
  step =
    name: tools: values: script:
    derivation (
      {
        inherit name system;
        builder = ash;
        args = [ "ash" "-euc" script ];
        PATH = builtins.concatStringsSep ":" (map (tool: "${tool}/bin") tools);
      }
      // values
    );

  # All of busybox's programs by their names, for the builds.
  tools = step "tools-1.35" [ ] { } ''
    ${ash} mkdir -p $out/bin
    for name in $(${ash} --list); do ${ash} ln -s ${ash} $out/bin/$name; done
  '';

  # A few programs, for whoever looks into a running service.
  shell = step "shell-1.35" [ tools ] { } ''
    mkdir -p $out/bin
    for name in sh cat ls ps grep wget vi; do ln -s ${ash} $out/bin/$name; done
  '';

  # Needed by builds alone: takes blanks and comments out of style sheets.
  compress = step "compress-0.2" [ tools ] { } ''
    mkdir -p $out/bin
    {
      echo "#!${tools}/bin/sh"
      echo "exec ${tools}/bin/sed -e 's|/\*.*\*/||' -e 's/^ *//' -e '/^$/d'"
    } >$out/bin/compress
    chmod +x $out/bin/compress
  '';

  # Two outputs: what runs, and what builds that use it read.
  log = step "log-2.1" [ tools ] { outputs = [ "out" "dev" ]; } ''
    mkdir -p $out/lib $dev/include
    echo 'log() { echo "webapp: $*" >&2; }' >$out/lib/log.sh
    echo "log=$out/lib/log.sh" >$dev/include/log.conf
  '';

  theme = step "theme-1.0" [ tools compress ] { src = ./style.css; } ''
    mkdir -p $out
    compress <$src >$out/style.css
  '';

  pages = step "pages-1.0" [ tools ] { inherit title theme; } ''
    mkdir -p $out
    {
      echo "<!doctype html><meta charset=utf-8><title>$title</title><link rel=stylesheet href=style.css>"
      echo "<h1>$title</h1><p>Built by Nix, run without an image. <a href=cgi-bin/status>What is inside?</a>"
    } >$out/index.html
    ln -s $theme/style.css $out/style.css
  '';

  # Answers with the paths that it can see: exactly its closure.
  status = step "status-1.0" [ tools ] { inherit theme; logConf = "${log.dev}/include/log.conf"; } ''
    . $logConf
    mkdir -p $out/cgi-bin
    {
      echo "#!${ash} ash"
      echo ". $log"
      echo 'log "$REQUEST_METHOD $REQUEST_URI"'
      echo 'printf "Content-Type: text/html\r\n\r\n"'
      echo 'echo "<!doctype html><link rel=stylesheet href=../style.css><ul>"'
      echo 'for path in /nix/store/*; do echo "<li>''${path##*/}"; done'
    } >$out/cgi-bin/status
    chmod +x $out/cgi-bin/status
    ln -s $theme/style.css $out/style.css
  '';

  settings = builtins.toFile "httpd.conf" "I:index.html\n.css:text/css\n";

  server = step (if debug then "webapp-1.0-debug" else "webapp-1.0") [ tools ]
    ({
      inherit pages status settings;
      log = log.out;
    } // (if debug then { inherit shell; } else { }))
    ''
      mkdir -p $out/bin $out/www
      ln -s $pages/* $status/cgi-bin $out/www/
      {
        echo "#!${ash} ash"
        echo ". $log/lib/log.sh"
        echo 'log "listens on port ''${1:-8080}"'
        # The first process of an instance ends by no signal that it doesn't handle.
        echo "trap 'log ends; kill \$!; exit 0' TERM INT"
        echo "${ash} httpd -f -p \"\''${1:-8080}\" -h $out/www -c $settings &"
        echo 'wait $!'
      } >$out/bin/webapp
      chmod +x $out/bin/webapp
      if [ -n "''${shell:-}" ]; then ln -s $shell/bin/* $out/bin/; fi
    '';

  # What runs if nobody says otherwise is no part of the build.
  webapp = server // { meta.mainProgram = "webapp"; };
in
{
  inherit webapp pages status theme log compress tools shell;
}
