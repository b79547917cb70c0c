import Foundation
import Processes
import TestMachine
import Testing

/// Whole machines, as far as one can be several: each has its own network, processes and mounts, and runs an agent. They have
/// one store, and one controller at a time plans for them.
struct Machines {
    static let names = ["alpha", "beta", "gamma"]
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../examples/cluster/machine").standardized.path

    /// Their state directories, by the order of their names.
    let hosts: [Place]

    /// Gives a test machines that are still to be started; afterwards nothing of them may be left.
    static func with(_ body: (Machines) async throws -> Void) async throws {
        try await Place.withHosts(names) { hosts in
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(Machines(hosts: hosts))) } catch { outcome = .failure(error) }
            // A process of any of them has its folder among its words, and takes its machine with it.
            for host in hosts { host.killAll() }
            _ = try await Command(script, ["--remove"]).result()
            try outcome.get()
        }
    }

    /// From where the operator gives commands: a state directory that is no host's, as commands of a host look at what runs
    /// on it, and these are on another machine.
    var operators: Place {
        var place = hosts[0]
        place.state = place.folder + "/operator"
        return place
    }

    /// Starts a machine with its agent, and waits until its host is up.
    @discardableResult
    func start(_ name: String) async throws -> RunningProgram {
        let number = try #require(Self.names.firstIndex(of: name))
        // The folder is among the words, by which a test finds what belongs to it.
        let agent = ["agent", "--host", name, "--state-dir", hosts[number].state]
        let machine = try RunningProgram(
            [name, String(number + 1), BuiltProgram.path] + agent + ["--address", "10.90.0.\(number + 1)"],
            program: Self.script, in: hosts[number])
        do {
            try await EngineTests.until("up") {
                try await operators.state(ofHost: name) == "up" && machine.errors.contains("agent of host \(name)")
            }
        } catch is NeverTrue {
            throw NeverTrue(what: "machine \(name) is up: \(machine.errors)")
        }
        return machine
    }

    /// Starts a controller on this machine.
    func controller() throws -> RunningProgram { try operators.begin("controller") }

    /// Where the instances of an automaton are ready, each once.
    func ready() async throws -> [String] {
        try await operators.instances().filter { $0.state == "ready" }.map(\.host).sorted()
    }

    /// Waits until instances are ready on these hosts, each host named as often as it has one, and none is anywhere else.
    func until(readyOn hosts: [String]) async throws {
        var found: [Row] = []
        do {
            try await EngineTests.until("ready") {
                found = try await operators.instances()
                return found.allSatisfy { $0.state == "ready" } && found.map(\.host).sorted() == hosts
            }
        } catch is NeverTrue {
            let rows = found.map { "\($0.instance) on \($0.host): \($0.state)" }
            throw NeverTrue(what: "instances are ready on \(hosts): \(rows)")
        }
    }
}
