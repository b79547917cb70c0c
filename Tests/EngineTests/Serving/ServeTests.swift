import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    /// `serve` as it is used: beside the commands that change things, with a real HAProxy.
    @Suite("serve") struct ServeTests {
        private static let haproxy = "/usr/sbin/haproxy"

        @Test("HAProxy answers at a port published for HTTP, and with the end of serve the port is mapped again")
        func balances() async throws {
            try await Place.with { place in
                let file = try place.declare(Services.published(port: 18580))
                try await place.expect(0, "up", file)
                #expect(try await place.page("127.0.0.1:18580") == "hello")
                let serve = try await place.serve()
                try await EngineTests.until("HAProxy has the port") { try place.mappings() == [] }
                #expect(try await place.page("127.0.0.1:18580") == "hello")
                #expect(place.balancers().count == 1)
                // An instance that starts now leaves the port to HAProxy.
                try await place.expect(0, "restart", "web")
                #expect(try place.mappings() == [])
                try await EngineTests.until("it answers") { try await place.page("127.0.0.1:18580") == "hello" }
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
                #expect(place.balancers().isEmpty)
                #expect(try place.mappings() == ["web-1 18580:8080/tcp"])
                #expect(try await place.page("127.0.0.1:18580") == "hello")
            }
        }

        @Test("a restart of several goes in turns, and no request fails")
        func restarts() async throws {
            try await Place.with { place in
                let serve = try await place.serve()
                let file = try place.declare(
                    Services.published(port: 18589).replacingOccurrences(
                        of: "orchestrator: {", with: "orchestrator: {instances: {min: 2, max: 2}, "))
                try await place.expect(0, "up", file)
                try await EngineTests.until("there are two: \(serve.errors)") {
                    try await place.instances().count { $0.state == "ready" } == 2
                }
                let client = try MachineClient(asking: "http://127.0.0.1:18589/index.html", in: place)
                try await EngineTests.until("a page comes") { client.answers.contains("200") }
                let before = Set(try await place.instances().compactMap(\.pid))
                try await place.expect(0, "restart", "web")
                try await place.expect(0, "stop", "web-2")
                #expect(before.isDisjoint(with: try await place.instances().compactMap(\.pid)))
                let answers = try await client.end()
                #expect(answers.count > 10 && answers.allSatisfy { $0 == "200" }, "\(Set(answers))")
                let restarts = try await place.expect(0, "history").components(separatedBy: "restart web-").count - 1
                #expect(restarts == 2, "one revision for each turn")
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
            }
        }

        @Test("a restart that is killed while requests end leaves an instance as it was")
        func killedRestart() async throws {
            try await Place.with { place in
                let serve = try await place.serve()
                // It takes one request for each instance, and answers it after a long time.
                let page = #"printf '#!/bin/sh\nexec /bin/sleep 25\n' > slow; busybox chmod 755 slow"#
                let script =
                    "busybox mkdir /tmp/cgi-bin; cd /tmp/cgi-bin; \(page); exec /bin/httpd -f -p 8080 -h /tmp"
                let yaml = Services.published(port: 18587).replacingOccurrences(
                    of: "orchestrator: {", with: "orchestrator: {instances: {min: 2, max: 2}, "
                )
                .replacingOccurrences(of: "[/bin/httpd, -f, -p, \"8080\", -h, /www]", with: "[/bin/sh, -c, SCRIPT]")
                .replacingOccurrences(of: "type: http", with: "type: tcp")
                .replacingOccurrences(of: "SCRIPT", with: "\"\(script.replacingOccurrences(of: "\\", with: "\\\\"))\"")
                try await place.expect(0, "up", try place.declare(yaml))
                try await EngineTests.until("there are two: \(serve.errors)") {
                    try await place.instances().count { $0.state == "ready" } == 2
                        && serve.errors.contains("2 of 2")
                }
                let clients = try (1...2).map { _ in
                    try RunningProgram(
                        ["--silent", "http://127.0.0.1:18587/cgi-bin/slow"], program: "/usr/bin/curl", in: place)
                }
                let pid = try #require(try await place.instance("web-1")?.pid)
                let restart = try place.begin("restart", "web-1")
                try await EngineTests.until("it waits for the request: \(restart.errors)") {
                    access("\(place.state)/run/locks/.draining-web-1", F_OK) == 0
                }
                restart.kill()
                _ = try await restart.status()
                #expect(access("\(place.state)/run/stopping/web-1", F_OK) != 0, "nobody is stopping it")
                #expect(try await place.instance("web-1")?.pid == pid)
                // Its end is one that its restart policy answers.
                kill(pid, SIGKILL)
                try await EngineTests.until("it is started anew: \(serve.errors)") {
                    let row = try await place.instance("web-1")
                    return row?.state == "ready" && row?.pid != pid
                }
                for client in clients {
                    client.kill()
                    _ = try await client.status()
                }
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
            }
        }

        @Test("what is declared and taken down while it watches is followed")
        func follows() async throws {
            try await Place.with { place in
                let serve = try await place.serve()
                let file = try place.declare(Services.published(port: 18581))
                try await place.expect(0, "up", file)
                try await EngineTests.until("HAProxy has the port") {
                    try place.mappings() == [] && place.balancers().count == 1
                }
                try await EngineTests.until("it answers") { try await place.page("127.0.0.1:18581") == "hello" }
                // Another port of another automaton, and changed values of this one.
                let more = Services.published(port: 18581, more: "process: {env: [NEW=1]}\n").replacingOccurrences(
                    of: "process: {args: [/bin/httpd, -f, -p, \"8080\", -h, /www]}\n", with: ""
                ).replacingOccurrences(
                    of: "{env:", with: "{args: [/bin/httpd, -f, -p, \"8080\", -h, /www], env:")
                try await place.expect(
                    0, "up", try place.declare(more + "---\n" + Services.published("other", port: 18582)))
                for port in [18581, 18582] {
                    try await EngineTests.until("\(port) answers") {
                        try await place.page("127.0.0.1:\(port)") == "hello"
                    }
                }
                try await place.expect(0, "down")
                try await EngineTests.until("HAProxy has nothing to do") { place.balancers().isEmpty }
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
            }
        }

        @Test("a second one is refused; one that was killed leaves HAProxy, and the next one takes over")
        func takesOver() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.published(port: 18583)))
                let first = try await place.serve()
                try await EngineTests.until("HAProxy has the port") { try place.mappings() == [] }
                let refusal = try await place.expect(69, "serve")
                #expect(refusal.contains("another 'emergence serve' or 'agent' watches \(place.state)"))
                first.kill()
                _ = try await first.status()
                #expect(place.balancers().count == 1)
                #expect(try await place.page("127.0.0.1:18583") == "hello")
                let old = place.balancers()
                let next = try await place.serve()
                try await EngineTests.until("it has its own") {
                    let now = place.balancers()
                    return now.count == 1 && now != old
                }
                #expect(try await place.page("127.0.0.1:18583") == "hello")
                next.interrupt()
                #expect(try await next.status() == 0, "\(next.errors)")
                #expect(place.balancers().isEmpty)
            }
        }

        @Test("what one that was killed left of HAProxy goes with what it was for")
        func leavesNothing() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.published(port: 18586)))
                let serve = try await place.serve()
                try await EngineTests.until("HAProxy has the port") { try place.mappings() == [] }
                serve.kill()
                _ = try await serve.status()
                // As long as somebody may be served by it, it stays.
                _ = try await place.run("doctor", "--repair")
                #expect(place.balancers().count == 1)
                try await place.expect(0, "down")
                #expect(place.balancers().isEmpty)
            }
        }

        @Test("more requests make more instances, their end makes fewer, and no request is lost")
        func scales() async throws {
            try await Place.with { place in
                let file = try place.declare(
                    """
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/httpd, -f, -p, "8080", -h, /www]}
                    overwatch: {readiness: {type: http, port: 8080, interval: 0.1}}
                    relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: ["18585:8080"]}
                    orchestrator:
                      stop: {gracePeriod: 0.1}
                      instances: {min: 1, max: 3}
                      target: {requestsPerSecond: 0.001}
                      scale: {downWindow: 2s}
                    """)
                try await place.expect(0, "up", file)
                let serve = try await place.serve()
                try await EngineTests.until("HAProxy has the port") { try place.mappings() == [] }
                try await EngineTests.until("there are three") {
                    #expect(try await place.page("127.0.0.1:18585") == "hello")
                    return try await place.instances().count { $0.state == "ready" } == 3
                }
                #expect(try await place.page("127.0.0.1:18585") == "hello")
                try await EngineTests.until("there is one again") { try await place.instances().count == 1 }
                #expect(try await place.page("127.0.0.1:18585") == "hello")
                let top = try await place.expect(0, "top", "-o", "json", "--svg", "\(place.folder)/traffic.svg")
                let rows = try #require(
                    try JSONSerialization.jsonObject(with: Data(top.utf8)) as? [[String: Any]])
                #expect(rows.map { $0["kind"] as? String } == ["host", "automaton"])
                #expect(rows.last?["name"] as? String == "web")
                #expect(rows.last?["memory"] as? Int ?? 0 > 0)
                let picture = try String(contentsOfFile: "\(place.folder)/traffic.svg", encoding: .utf8)
                #expect(picture.hasPrefix("<svg ") && picture.contains(">web</text>"))
                #expect(try await place.expect(0, "top").contains("REQ/S"))
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
                #expect(serve.errors.contains("web: 3 instead of 1") && serve.errors.contains("web: 1 instead of 3"))
            }
        }

        @Test("what lost its monitor and its process is started again, and what is stopped isn't")
        func mends() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.web()))
                let serve = try await place.serve()
                for (process, words) in place.processes() where words.contains("conmon") || words.contains("httpd") {
                    Glibc.kill(process, SIGKILL)
                }
                try await EngineTests.until("it was started again") {
                    guard let address = try await place.instance("web-1")?.addresses.first else { return false }
                    return try await place.page("\(address):8080") == "hello"
                }
                try await place.until("web-1", is: "ready")
                try await place.expect(0, "stop", "web")
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
                #expect(try await place.instance("web-1")?.state == "stopped")
            }
        }

        @Test("without serve, top says who would observe")
        func nobodyObserves() async throws {
            try await Place.with { place in
                let refusal = try await place.expect(69, "top")
                #expect(refusal.contains("'emergence serve' does"))
            }
        }

        @Test("an instance that isn't ready gets no request, and one that is no longer well is started anew")
        func probes() async throws {
            try await Place.with { place in
                let file = try place.declare(
                    """
                    kind: Volume
                    name: content
                    ---
                    kind: Automaton
                    name: web
                    artefact: box
                    process: {args: [/bin/httpd, -f, -p, "8080", -h, /data]}
                    volumes: [{name: content, destination: /data}]
                    root: {readonly: false}
                    overwatch:
                      restart: {backoff: {initial: 0.05}}
                      readiness: {type: http, port: 8080, path: /ready, interval: 0.1, failureThreshold: 1}
                      liveness: {type: http, port: 8080, path: /well, interval: 0.1, initialDelay: 0.2}
                    orchestrator: {stop: {gracePeriod: 0.1}}
                    relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: ["18584:8080"]}
                    """)
                let data = "\(place.state)/volumes/content"
                try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
                for name in ["ready", "well", "index.html"] {
                    try Data("hello".utf8).write(to: .init(filePath: "\(data)/\(name)"))
                }
                try await place.expect(0, "up", file)
                let serve = try await place.serve()
                try await EngineTests.until("HAProxy has the port") { try place.mappings() == [] }
                try await EngineTests.until("it answers") { try await place.page("127.0.0.1:18584") == "hello" }
                try FileManager.default.removeItem(atPath: "\(data)/ready")
                let row = try await place.until("web-1", is: "running")
                #expect(row.message?.contains("HTTP 404") == true)
                try await EngineTests.until("nobody answers") {
                    try await place.page("127.0.0.1:18584")?.contains("503") == true
                }
                try Data().write(to: .init(filePath: "\(data)/ready"))
                try await place.until("web-1", is: "ready")
                try await EngineTests.until("it answers") { try await place.page("127.0.0.1:18584") == "hello" }
                let pid = try #require(try await place.instance("web-1")?.pid)
                try FileManager.default.removeItem(atPath: "\(data)/well")
                try await EngineTests.until("it was started anew") {
                    let row = try await place.instance("web-1")
                    return row?.pid.map { $0 != pid } == true && (row?.restarts ?? 0) > 0
                }
                try Data().write(to: .init(filePath: "\(data)/well"))
                try await place.until("web-1", is: "ready")
                #expect(serve.errors.contains("its liveness probe failed 3 times in a row: HTTP 404"))
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
            }
        }
    }
}

extension Services {
    /// A web page that is published for HTTP.
    static func published(_ name: String = "web", port: Int, more: String = "") -> String {
        web(
            name,
            more: "relay: {ports: [{containerPort: 8080, appProtocol: http}], publish: [\"\(port):8080\"]}\n" + more)
    }
}

extension Place {
    /// Starts `serve`, and waits until it watches.
    func serve() async throws -> RunningProgram {
        let program = try begin("serve")
        try await EngineTests.until("serve watches") {
            program.errors.contains("watching \(state)") || !program.isRunning
        }
        return program
    }

    /// The HAProxy processes of this place.
    func balancers() -> [Int32] {
        processes().filter { $0.words.contains("haproxy") && $0.words.contains("-D") }.map(\.pid)
    }

    /// What is mapped to instances by rules of the firewall.
    func mappings() throws -> [String] {
        struct Attached: Decodable {
            struct Port: Decodable {
                var hostPort: Int
                var port: Int
                var transport: String
            }
            var instance: String
            var publish: [Port]
        }
        // One that is just being written isn't there yet.
        return try names(in: "run/cni/attachments").filter { $0.hasSuffix(".json") }.flatMap { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(state)/run/cni/attachments/\(name)"))
            let attached = try JSONDecoder().decode(Attached.self, from: data)
            return attached.publish.map { "\(attached.instance) \($0.hostPort):\($0.port)/\($0.transport)" }
        }
    }
}
