/// Does work to its end even if this task is cancelled: what has begun to change the machine must not stay half done.
///
/// The task is new only because cancellation doesn't reach into it; it is awaited here, so nothing outlives the caller.
///
/// - Throws: what the work throws.
public func uncancelled<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await Task {
        do throws(Failure) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }.value
    return try result.get()
}
