"""What operators see of a running application: logs and metrics."""
