import Foundation

/// A program that a test asks for its answer.
struct Program {
    struct Failure: Error {
        var program: String
        var status: Int32
        var message: String
    }

    let name: String
    let arguments: [String]
    var environment: [String: String] = [:]

    init(_ name: String, _ arguments: String...) {
        self.name = name
        self.arguments = arguments
    }

    init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) {
        self.name = name
        self.arguments = arguments
        self.environment = environment
    }

    /// What the program writes to its standard output; throws unless it ends with 0.
    func output(input: [UInt8] = []) throws -> [UInt8] {
        try TemporaryFolder.with { folder in
            let (given, taken, said) = ("\(folder)/in", "\(folder)/out", "\(folder)/err")
            try Data(input).write(to: URL(fileURLWithPath: given))
            try Data().write(to: URL(fileURLWithPath: taken))
            try Data().write(to: URL(fileURLWithPath: said))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [name] + arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: given))
            process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: taken))
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                let message = String(decoding: try Data(contentsOf: URL(fileURLWithPath: said)), as: UTF8.self)
                throw Failure(program: name, status: process.terminationStatus, message: message)
            }
            return Array(try Data(contentsOf: URL(fileURLWithPath: taken)))
        }
    }
}
