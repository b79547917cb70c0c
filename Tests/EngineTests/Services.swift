/// Declarations that the tests share.
enum Services {
    /// A web page on the port 8080.
    static func web(_ name: String = "web", more: String = "") -> String {
        """
        kind: Automaton
        name: \(name)
        artefact: box
        process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
        overwatch: {readiness: {type: http, port: 8080, interval: 0.1}}
        orchestrator: {stop: {gracePeriod: 0.1}}
        \(more)

        """
    }

    /// A process that does nothing.
    static func idle(_ name: String = "idle", more: String = "") -> String {
        """
        kind: Automaton
        name: \(name)
        artefact: box
        process: {args: [/bin/sleep, "1000"]}
        orchestrator: {stop: {signal: SIGKILL}}
        \(more)

        """
    }
}
