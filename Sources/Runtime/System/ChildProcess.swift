import CLinux
import Glibc

/// A program started with chosen descriptors, for what a plain command can't do.
struct ChildProcess: Sendable {
    let pid: Int32

    /// Starts a program by its path; its descriptors are those given, numbered from 0, and no others.
    init(
        _ path: String, _ arguments: [String], environment: [String], descriptors: [OpenDescriptor],
        newSession: Bool = false
    ) throws(RuntimeError) {
        let numbers = descriptors.map(\.number)
        let answer = withCStrings([path] + arguments) { words in
            withCStrings(environment) { variables in
                clinux_spawn(path, words, variables, numbers, Int32(numbers.count), newSession)
            }
        }
        withExtendedLifetime(descriptors) {}
        pid = try check(answer, "start", path)
    }

    /// Waits for the end; 128 and the signal's number if a signal ended it.
    func wait() throws(RuntimeError) -> Int32 {
        try check(clinux_wait(pid), "wait for", "process \(pid)")
    }
}

/// Gives C an array of strings that ends with a null pointer.
private func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
