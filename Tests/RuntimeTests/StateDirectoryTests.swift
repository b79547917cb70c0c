import Foundation
import Glibc
import Testing

@testable import Runtime

@Suite("A state directory")
struct StateDirectoryTests {
    @Test("lets others pass to the bundles and see nothing else")
    func modes() throws {
        let state = StateDirectory("/tmp/emergence-state-\(UUID().uuidString)/deep")
        try state.create()
        defer { try? FileTree.remove(String(state.path.dropLast(5))) }
        var status = stat()
        for (path, mode) in [(state.path, 0o711), (state.instances, 0o711), (state.volumes, 0o700), (state.run, 0o700)]
        {
            try checkErrno(stat(path, &status), "read", path)
            #expect(status.st_mode & 0o777 == mode_t(mode), "\(path)")
        }
    }

    @Test("has one holder of an instance's lock at a time, and the next gets it")
    func locks() async throws {
        let state = StateDirectory("/tmp/emergence-state-\(UUID().uuidString)")
        try state.create()
        defer { try? FileTree.remove(state.path) }
        var first: FileLock? = try await state.lock(instance: "shop-1")
        #expect(first != nil)
        let (same, other) = (try state.lockIfFree(instance: "shop-1"), try state.lockIfFree(instance: "shop-2"))
        #expect(same == nil)
        #expect(other != nil)
        async let next = state.lock(instance: "shop-1")
        first = nil
        _ = try await next
    }

    @Test("says that an instance's requests are let end for as long as somebody does")
    func draining() async throws {
        let state = StateDirectory("/tmp/emergence-state-\(UUID().uuidString)")
        try state.create()
        defer { try? FileTree.remove(state.path) }
        #expect(!state.isDraining(instance: "shop-1"))
        var lock: FileLock? = try await state.lockDraining(instance: "shop-1")
        #expect(lock != nil)
        #expect(state.isDraining(instance: "shop-1"))
        #expect(!state.isDraining(instance: "shop-2"))
        lock = nil
        #expect(!state.isDraining(instance: "shop-1"))
    }

    @Test("gives up a wait for a lock when the task is cancelled")
    func cancelledWait() async throws {
        let state = StateDirectory("/tmp/emergence-state-\(UUID().uuidString)")
        try state.create()
        defer { try? FileTree.remove(state.path) }
        let lock = try await state.lock(instance: "shop-1")
        let waiting = Task { try await state.lock(instance: "shop-1") }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        withExtendedLifetime(lock) {}
    }
}
