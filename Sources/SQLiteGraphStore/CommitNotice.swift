@preconcurrency import Dispatch
import Foundation
import Glibc

/// A file beside the store that is written after each commit, so that watchers in other processes wake up.
///
/// The store's own log can't serve: it is written before the commit can be read.
struct CommitNotice: Sendable {
    let path: String

    init(path: String) { self.path = path }

    /// Wakes everybody who listens. That it can't be written is no reason to fail a commit that is durable already:
    /// a listener looks again by itself after a while.
    func post() {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return }
        var byte: UInt8 = 0
        _ = pwrite(file, &byte, 1, 0)
        close(file)
    }

    /// One element at once, one after each notice, and one every few seconds in case a notice was lost.
    func notices() -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let file = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
            if file >= 0 { close(file) }
            let queue = DispatchQueue(label: "emergence.commits")
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now(), repeating: .seconds(2))
            timer.setEventHandler { continuation.yield() }
            timer.resume()
            let watcher = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
            guard watcher >= 0, inotify_add_watch(watcher, path, UInt32(IN_MODIFY)) >= 0 else {
                continuation.onTermination = { _ in timer.cancel() }
                return
            }
            let source = DispatchSource.makeReadSource(fileDescriptor: watcher, queue: queue)
            source.setEventHandler {
                var buffer = [UInt8](repeating: 0, count: 4096)
                while read(watcher, &buffer, buffer.count) > 0 {}
                continuation.yield()
            }
            source.setCancelHandler { close(watcher) }
            source.resume()
            continuation.onTermination = { _ in
                timer.cancel()
                source.cancel()
            }
        }
    }
}
