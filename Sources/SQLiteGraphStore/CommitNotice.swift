@preconcurrency import Dispatch
import Foundation
import Glibc

/// A file beside the store that is written after each commit, so that watchers in other processes wake up.
///
/// The store's own log can't serve: it is written before the commit can be read.
struct CommitNotice: Sendable {
    let path: String

    /// Wakes everybody who listens. That it can't be written is no reason to fail a commit that is durable already:
    /// a listener looks again by itself after a while.
    func post() {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return }
        var byte: UInt8 = 0
        _ = pwrite(file, &byte, 1, 0)
        close(file)
    }

    /// One element after each notice from now on, and one every two seconds in case a notice was lost: its writer was
    /// killed between commit and notice, or the machine has no inotify watch left.
    func notices() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let queue = DispatchQueue(label: "emergence.commits")
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now() + .seconds(2), repeating: .seconds(2))
            timer.setEventHandler { continuation.yield() }
            timer.resume()
            let source = inotifySource(queue)
            source?.setEventHandler {
                Self.drain(source)
                continuation.yield()
            }
            source?.resume()
            continuation.onTermination = { _ in
                timer.cancel()
                source?.cancel()
            }
        }
    }

    private func inotifySource(_ queue: DispatchQueue) -> (any DispatchSourceRead)? {
        let file = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
        if file >= 0 { close(file) }
        let watcher = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard watcher >= 0 else { return nil }
        guard inotify_add_watch(watcher, path, UInt32(IN_MODIFY)) >= 0 else {
            close(watcher)
            return nil
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: watcher, queue: queue)
        source.setCancelHandler { close(watcher) }
        return source
    }

    private static func drain(_ source: (any DispatchSourceRead)?) {
        guard let source else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(Int32(source.handle), &buffer, buffer.count) > 0 {}
    }
}
