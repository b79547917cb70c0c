import Foundation
import Processes
import Relay
import Testing

/// A state directory and network namespaces of a test's own.
struct Sandbox {
    let state = FileManager.default.temporaryDirectory.path + "/relay-\(UUID())"

    var network: Network { Network(stateDirectory: state) }

    /// Runs a test in a new sandbox, and takes away what it leaves.
    static func run(_ test: (Sandbox) async throws -> Void) async throws {
        let sandbox = Sandbox()
        try FileManager.default.createDirectory(atPath: sandbox.state, withIntermediateDirectories: true)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await test(sandbox)) } catch { outcome = .failure(error) }
        for attachment in sandbox.network.attachments() {
            try? await sandbox.network.detach(instance: attachment.instance)
        }
        try? await sandbox.network.cleanUp()
        for name in (try? FileManager.default.contentsOfDirectory(atPath: sandbox.state)) ?? [] {
            _ = try? await Command("umount", ["\(sandbox.state)/\(name)"]).result()
        }
        try? FileManager.default.removeItem(atPath: sandbox.state)
        try outcome.get()
    }

    /// Makes a network namespace that is kept by a mount, as the runtime does.
    func namespace(_ name: String) async throws -> String {
        let path = "\(state)/\(name).netns"
        try Data().write(to: URL(fileURLWithPath: path))
        try await Command("unshare", ["--net=\(path)", "busybox", "ifconfig", "lo", "up"]).output()
        return path
    }

    func remove(namespace: String) async throws {
        try await Command("umount", [namespace]).output()
    }

    /// Runs a program in a namespace.
    func inside(_ namespace: String, _ words: [String]) async throws -> Command.Result {
        try await Command("nsenter", ["--net=\(namespace)"] + words).result()
    }

    /// Serves one page from a namespace by a real HTTP server while the work goes on.
    func serving(_ text: String, in namespace: String, port: Int, _ work: @escaping @Sendable () async throws -> Void)
        async throws
    {
        let folder = "\(state)/www-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/index.html"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let words = ["--net=\(namespace)", "busybox", "httpd", "-f", "-p", "\(port)", "-h", folder]
                _ = try await Command("nsenter", words).result()
            }
            group.addTask(operation: work)
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// GETs a page, from the host or a namespace; nil if nothing answers. bash can speak TCP, and is on every Debian.
    func page(_ address: String, from namespace: String? = nil) async throws -> String? {
        let target = address.replacingOccurrences(of: ":", with: "/")
        let script = #"exec 3<>/dev/tcp/\#(target) && printf 'GET /index.html HTTP/1.0\r\n\r\n' >&3 && cat <&3"#
        let words = (namespace.map { ["nsenter", "--net=\($0)"] } ?? []) + ["timeout", "2", "bash", "-c", script]
        let result = try await Command(words[0], Array(words.dropFirst())).result()
        guard result.status == 0, result.output.contains("200 OK") else { return nil }
        return result.output.components(separatedBy: "\r\n\r\n").last
    }

    /// Asks until a page comes.
    ///
    /// - Throws: after so many tries that a server would long be up.
    func awaitPage(_ address: String, from namespace: String? = nil) async throws -> String {
        for _ in 0..<200 {
            if let text = try await page(address, from: namespace) { return text }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw RelayError.system(action: "get a page from \(address)", reason: "nothing answers")
    }
}

/// All of a host that a network can change.
struct HostState: Equatable {
    let rules: [String]
    let links: [String]
    let settings: [String]

    static func now() async throws -> HostState {
        let rules = try await Command("iptables-save").output().split(separator: "\n").map(String.init)
            // Counters change by themselves; an empty table of built-in chains is there from iptables' first use.
            .filter { $0.hasPrefix("-") || ($0.hasPrefix(":") && $0.contains(" - ")) }
        let links = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net").sorted()
        let settings = try ["ip_forward", "conf/all/route_localnet", "conf/all/forwarding"].map {
            try "\($0)=" + String(contentsOfFile: "/proc/sys/net/ipv4/\($0)", encoding: .utf8)
        }
        return HostState(rules: rules, links: links, settings: settings)
    }
}
