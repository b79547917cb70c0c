import Foundation
import Glibc
import Processes

/// The HAProxy of one state directory: a process of its own, which outlives whoever started it.
///
/// A new process takes the listening sockets over from the one before it, which goes on with the requests that it has:
/// no connection is refused meanwhile. So whoever finds an HAProxy that another left behind starts a new one in the same
/// way, and nobody notices.
public struct BalancerProcess: Sendable {
    let folder: BalancerFolder
    let program: String

    /// The HAProxy in use, which may not run.
    ///
    /// - Throws: ``BalancerError/notInstalled``, ``BalancerError/pathTooLong(path:limit:)``.
    public init(folder: BalancerFolder) throws(BalancerError) {
        guard let program = Self.program else { throw .notInstalled }
        self.folder = folder
        self.program = program
        try folder.check()
    }

    /// Where HAProxy is on this machine; nil if it isn't.
    public static var program: String? {
        ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy", "/usr/local/bin/haproxy"].first {
            access($0, X_OK) == 0
        }
    }

    /// Starts HAProxy with a configuration, in the place of the one that runs.
    ///
    /// - Parameter log: where each request is told of; nil for nowhere.
    /// - Throws: ``BalancerError/refused(reason:)`` with its own words; the one that ran goes on then.
    public func start(
        _ configuration: BalancerConfiguration, log: TrafficLog.Target? = nil
    ) async throws(BalancerError) {
        let file = folder.configuration
        let old = processes()
        do {
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            // It has the log's word, which is nobody's business.
            let text = Data(configuration.text(in: folder, log: log).utf8)
            try text.write(to: URL(fileURLWithPath: file), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        } catch {
            throw .system(action: "write \(file)", reason: "\(error)")
        }
        var words = ["-D", "-f", file, "-p", folder.processID]
        if !old.isEmpty {
            if await answers() { words += ["-x", folder.commands] }
            words += ["-sf"] + old.map(String.init)
        }
        let result: Command.Result
        do {
            result = try await Command(program, words, timeout: .seconds(60)).result()
        } catch {
            throw .system(action: "run \(program)", reason: "\(error)")
        }
        guard result.status == 0 else { throw .refused(reason: Self.reason(result.errorOutput)) }
    }

    /// Whether a process takes commands.
    public func answers() async -> Bool {
        (try? await BalancerSocket(path: folder.commands).ask("show version")) != nil
    }

    /// Tells the process that runs.
    ///
    /// - Throws: ``BalancerError`` of the first command that it refuses.
    public func perform(_ commands: [BalancerCommand]) async throws(BalancerError) {
        let socket = BalancerSocket(path: folder.commands)
        for command in commands { try await socket.perform(command) }
    }

    /// What it has, of the services that it was started with: its servers as they are, whoever changed them.
    ///
    /// - Throws: ``BalancerError`` if it doesn't answer.
    public func observed(_ configuration: BalancerConfiguration) async throws(BalancerError) -> BalancerConfiguration {
        let servers = BalancerStates(try await BalancerSocket(path: folder.commands).ask("show servers state")).servers
        return BalancerConfiguration(
            services: configuration.services.map { service in
                BalancerConfiguration.Service(service, servers: servers[service.name] ?? [])
            })
    }

    /// How many requests each server of a service has now; nil for what isn't there.
    public func requests(at server: String, of service: String) async throws(BalancerError) -> Int? {
        let answer = try await BalancerSocket(path: folder.commands).ask("show stat -1 4 -1")
        return BalancerStatistics(csv: answer).rows
            .first { $0["pxname"] == service && $0["svname"] == server }?["scur"].flatMap { Int($0) }
    }

    /// A service in which a server gets requests.
    public struct Served: Hashable, Sendable {
        public var name: String
        /// Whether another server is there for the requests.
        public var hasStandIn: Bool
    }

    /// The services in which a server gets requests, sorted by name.
    ///
    /// - Throws: ``BalancerError`` if it doesn't answer.
    public func services(of server: String) async throws(BalancerError) -> [Served] {
        BalancerStates(try await BalancerSocket(path: folder.commands).ask("show servers state")).servers
            .filter { _, servers in servers.contains { $0.name == server && $0.state == .ready } }
            .map { name, servers in
                Served(name: name, hasStandIn: servers.contains { $0.name != server && $0.state == .ready })
            }
            .sorted { $0.name < $1.name }
    }

    /// Ends it: no new connection at once, and those that there are when the time is over.
    public func end(within grace: Duration) async {
        for (signal, time) in [(SIGUSR1, grace), (SIGTERM, Duration.seconds(5)), (SIGKILL, .seconds(5))] {
            let running = processes()
            if running.isEmpty { break }
            for process in running { kill(process, signal) }
            await waitForEnd(within: time)
        }
        for path in [folder.commands, folder.processID, folder.configuration] { unlink(path) }
    }

    private func waitForEnd(within time: Duration) async {
        let end = ContinuousClock.now + time
        while !processes().isEmpty, ContinuousClock.now < end, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// All that run with our configuration: the newest, and older ones that still have requests. Those that ended and
    /// nobody waits for have no words any more.
    public func processes() -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { process in
            // Foundation keeps 4 KiB for good of each empty file that is read at once (swift-foundation of Swift 6.3), and
            // the words of a thread of the kernel are none.
            let file = FileHandle(forReadingAtPath: "/proc/\(process)/cmdline")
            guard let data = try? file?.readToEnd() else { return false }
            let words = data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.first?.hasSuffix("haproxy") == true && words.contains(folder.configuration)
        }.sorted()
    }

    /// What is wrong, without the dates and words that HAProxy puts around it.
    private static func reason(_ text: String) -> String {
        let alerts = text.split(separator: "\n").filter { $0.contains("[ALERT]") }
            .compactMap { $0.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) } }
        return alerts.first ?? text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }
}
