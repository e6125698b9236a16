"""From bytes to a Radiograph, and from a Radiograph to grey levels or to the model's input. No torch, no Qt."""
