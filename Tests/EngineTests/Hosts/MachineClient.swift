import Foundation
import Testing

/// Somebody who asks a machine for a page, again and again, and keeps each answer's status; `000` is none.
struct MachineClient {
    private let curl: RunningProgram

    init(asking url: String, in place: Place) throws {
        let words = ["--silent", "--rate", "50/s", "--max-time", "5", "--output", "/dev/null"]
        curl = try RunningProgram(
            words + ["--write-out", "%{stderr}%{http_code}\\n", "\(url)?[1-1000000]"], program: "/usr/bin/curl",
            in: place)
    }

    var answers: [String] { curl.errors.split(separator: "\n").map(String.init) }

    /// Ends it, and returns the answers to all that it has asked but the last, which may be lost with it.
    func end() async throws -> [String] {
        curl.kill()
        _ = try await curl.status()
        return answers.dropLast()
    }
}

extension Machines {
    /// Clients of each machine that is started, once each had its first answer.
    func clients(of page: String) async throws -> [MachineClient] {
        var clients: [MachineClient] = []
        for number in 1...2 {
            let client = try MachineClient(asking: "http://10.90.0.\(number):\(page)", in: operators)
            try await EngineTests.until("a page comes from machine \(number)") { client.answers.contains("200") }
            clients.append(client)
        }
        return clients
    }
}
